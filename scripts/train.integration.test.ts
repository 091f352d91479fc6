import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { PostgresIngestionStore } from '../server/storage/index.ts';
import { createTestModelStore, type TestModelStore } from '../server/testing/model-artifacts.ts';
import { createTestDatabase, type TestDatabase } from '../server/testing/postgres.ts';
import { ingestShop } from '../server/testing/shop-data.ts';
import { runInProcess } from './testing/run-in-process.ts';

let shop: TestDatabase;
let files: TestModelStore;
const small =
  '--model n-beats --horizon 7 --lookbacks 2 --members 1 --steps 40 --batch 16 --width 8';
const train = (...more: string[]) =>
  runInProcess(
    ['train', '--backend', 'wasm', ...small.split(' '), '--quantiles', '0.1,0.9', ...more],
    {
      DATABASE_URL: shop.url,
      DATA_DIRECTORY: files.folder,
      MODEL_STORE_DIRECTORY: files.directory,
      MODEL_PUBLIC_KEYS: files.key.publicKey.text,
      MODEL_KEYS_FILE: join(files.folder, 'no-keys.json'),
      MODEL_SIGNING_KEY: files.keyFile,
      GATE_MIN_WAPE_IMPROVEMENT_POINTS: '100',
      WORKER_THREADS: '1',
    },
  );

beforeAll(async () => {
  shop = await createTestDatabase();
  await ingestShop(new PostgresIngestionStore(shop.database), { items: 6, days: 90 });
  files = await createTestModelStore();
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
});

describe('forecastle train', () => {
  it('logs its settings, shows progress, and says what it published and how good it is', async () => {
    const { code, output, diagnostics } = await train();
    expect(code).toBe(0);
    expect(diagnostics).toContain('Training n-beats on shop up to 2015-03-10 with wasm.');
    expect(diagnostics).toMatch(/^Settings: \{.*"steps":40,"seed":1,"batchSize":16/m);
    expect(diagnostics).toMatch(/train: 80 of 80 steps, loss \d/);
    expect(output).toMatch(/^level +series +WAPE % +seasonal naive % +bias % +coverage 80 %$/m);
    expect(output).toMatch(/^item-store +6 +\d+\.\d +\d+\.\d +-?\d+\.\d +\d+\.\d$/m);
    expect(output).toMatch(/^n-beats@2015-03-10\.[0-9a-f]{8} is published: [0-9a-f]{64}$/m);
  }, 60_000);

  it('publishes the same again as the same, and leaves the promotion to the gate', async () => {
    const { code, output, diagnostics } = await train('--promote', '--json');
    expect(code).toBe(1);
    expect(JSON.parse(output)).toMatchObject({
      model: 'n-beats',
      unchanged: true,
      backend: 'wasm',
      trainingWindow: { to: '2015-03-10' },
      promotion: { entry: null, gate: { passed: false, source: 'manifest' } },
    });
    expect(diagnostics).toContain('does not pass the check wape-against-seasonal-naive');
  }, 60_000);

  it.each([
    [['--lookbacks', '2,x'], 'Expected a whole number from 1 to 100'],
    [['--model', 'oracle'], 'Allowed choices are mlp, n-beats'],
    [['--windows', '50'], 'need 364 periods of history'],
  ])('ends wrong use with 2: %j', async (args, message) => {
    const { code, diagnostics } = await train(...args);
    expect(diagnostics).toContain(message);
    expect(code).toBe(2);
  });
});
