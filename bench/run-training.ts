import { openApp } from './open-app.ts';

/** What was published. */
export interface TrainedVersion {
  readonly model: string;
  readonly version: string;
}

/** Steps of each network: how well it forecasts is nothing to a bench of speed. */
const steps = 20;

/**
 * The process behind the bench: `run-training <settings as JSON> <database URL> <dataset> <periods ahead>`; trains networks of the size
 * that `forecastle train` makes by default, and sends their version to its parent.
 */
async function main(
  settings: string,
  databaseUrl: string,
  asked: { readonly dataset: string; readonly horizon: number },
): Promise<void> {
  const { dataset, horizon } = asked;
  // Written by the bench that started this process.
  const app = await openApp(databaseUrl, JSON.parse(settings) as Record<string, string>);
  const { version } = await app.trainModel.execute(
    { dataset, settings: { steps, horizon }, windows: 1, backend: 'wasm' },
    {
      signal: new AbortController().signal,
      onProgress: () => undefined,
      onStart: () => undefined,
    },
  );
  await app.close();
  const trained: TrainedVersion = { model: version.model, version: version.version };
  process.send?.(trained);
}

const [settings = '', url = '', dataset = '', horizon = ''] = process.argv.slice(2);
await main(settings, url, { dataset, horizon: Number(horizon) });
process.disconnect();
