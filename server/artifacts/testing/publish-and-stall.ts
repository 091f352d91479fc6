/**
 * A process that publishes a version and stands still when all of its files are written, before they get their name:
 * `node publish-and-stall.ts <store> <key file>`. Tells its parent when it has got there.
 */
import { someFacts, someTensors } from '../../testing/model-artifacts.ts';
import { readSigningKey } from '../index.ts';
import { buildArtifact, publishArtifact } from '../publish-artifact.ts';

const [store = '', keyFile = ''] = process.argv.slice(2);
const artifact = { facts: someFacts(), tensors: someTensors(), card: '# Card\n' };
await publishArtifact(store, buildArtifact(artifact, await readSigningKey(keyFile)), async () => {
  process.send?.('stalled');
  await new Promise(() => setInterval(() => undefined, 1000));
});
