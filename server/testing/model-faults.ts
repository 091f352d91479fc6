import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { WeightTensor } from '../application/models/index.ts';
import { generateSigningKey, type SigningKey } from '../artifacts/index.ts';
import { buildArtifact } from '../artifacts/publish-artifact.ts';
import type { TestModelStore } from './model-artifacts.ts';
import { tinyFacts, tinyTensors } from './tiny-network.ts';

/** Weights of which the first is this value. */
function tensorsStartingWith(value: number): readonly WeightTensor[] {
  const [first, ...others] = tinyTensors();
  const values = first!.values.slice();
  values[0] = value;
  return [{ ...first!, values }, ...others];
}

/** Weights that are finite, and so large that what they compute is not. */
export function hugeTensors(): readonly WeightTensor[] {
  return tinyTensors().map((tensor) => ({
    ...tensor,
    values: tensor.values.map((value) => Math.sign(value) * 3e38),
  }));
}

/** What can become of the files of a published version, beside a sound version 2, and the reason it must give. */
export interface FileFault {
  readonly name: string;
  readonly reason: string;
  readonly damage: (models: TestModelStore, folder: string) => Promise<unknown>;
}

async function rewrite(
  folder: string,
  tensors: readonly WeightTensor[],
  key: SigningKey,
): Promise<void> {
  const { files } = buildArtifact({ facts: tinyFacts(), tensors, card: '# Card\n' }, key);
  for (const [name, bytes] of files) await writeFile(join(folder, name), bytes);
}

const weights = 'weights.bin';

export const fileFaults: readonly FileFault[] = [
  {
    name: 'truncated weights',
    reason: 'ARTIFACT_CORRUPT',
    damage: async (_, folder) => {
      const file = join(folder, weights);
      await writeFile(file, (await readFile(file)).subarray(0, 200));
    },
  },
  {
    name: 'weights with one bit flipped',
    reason: 'ARTIFACT_CORRUPT',
    damage: async (_, folder) => {
      const bytes = await readFile(join(folder, weights));
      bytes[bytes.length - 9]! ^= 1;
      await writeFile(join(folder, weights), bytes);
    },
  },
  {
    name: 'weights of another version',
    reason: 'ARTIFACT_CORRUPT',
    damage: (_, folder) => cp(join(folder, '..', '2', weights), join(folder, weights)),
  },
  {
    name: 'other files than were registered',
    reason: 'ARTIFACT_CORRUPT',
    damage: ({ key }, folder) => rewrite(folder, tinyTensors(5), key),
  },
  {
    name: 'weights that are no numbers',
    reason: 'ARTIFACT_CORRUPT',
    damage: ({ key }, folder) => rewrite(folder, tensorsStartingWith(Number.NaN), key),
  },
  {
    name: 'no weights',
    reason: 'MODEL_MISSING',
    damage: (_, folder) => rm(join(folder, weights)),
  },
  {
    name: 'no files at all',
    reason: 'MODEL_MISSING',
    damage: (_, folder) => rm(folder, { recursive: true }),
  },
  {
    name: 'no signature',
    reason: 'SIGNATURE_INVALID',
    damage: (_, folder) => rm(join(folder, 'signature')),
  },
  {
    name: 'the signature of somebody whom nobody trusts',
    reason: 'SIGNATURE_INVALID',
    damage: async (models, folder) => {
      const file = join(models.folder, 'keys', 'stranger.pem');
      await rewrite(folder, tinyTensors(1), await generateSigningKey(file));
    },
  },
];
