import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { defaultFeatureSpec } from '#core/features';

import { sha256OfText } from '../../files/index.ts';
import {
  PostgresCatalogReader,
  PostgresIngestionStore,
  PostgresSeriesReader,
} from '../../storage/index.ts';
import { openTrainingEngine } from '../../tensorflow/index.ts';
import { createTestModelStore, type TestModelStore } from '../../testing/model-artifacts.ts';
import { modelsOver } from '../../testing/model-registry.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { ingestShop } from '../../testing/shop-data.ts';
import { untraced } from '../../testing/test-api.ts';
import type { Progress } from '../telemetry.ts';
import { learnedArchitectureSchema } from '../training/index.ts';
import { type TrainInquiry, TrainModel, type TrainingStart } from './index.ts';

const settings = {
  horizon: 7,
  quantileLevels: [0.9, 0.1],
  lookbacks: [2],
  members: 1,
  network: { blocks: 1, layers: 1, width: 8, harmonics: 3 },
  steps: 120,
  batchSize: 16,
  learningRate: { peak: 1e-2 },
};
const inquiry: TrainInquiry = { dataset: 'shop', model: 'n-beats', settings, backend: 'wasm' };

let shop: TestDatabase;
let folder: string;
const stores: TestModelStore[] = [];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecastle-training-'));
  shop = await createTestDatabase();
  await ingestShop(new PostgresIngestionStore(shop.database), { items: 12, days: 120 });
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
  for (const store of stores) await store[Symbol.asyncDispose]();
});

/** Each store has a key of its own, which the hash of a version does not depend on. */
function trainModelOver(files: TestModelStore) {
  const { publishModel, promoteModel } = modelsOver(shop.database, files);
  const trainModel = new TrainModel({
    catalog: new PostgresCatalogReader(shop.database),
    series: new PostgresSeriesReader(shop.database),
    openEngine: (backend) =>
      openTrainingEngine({
        backend,
        nativeDirectory: '',
        trainingDirectory: folder,
        threads: 2,
      }),
    publishModel,
    tracer: untraced,
    now: () => new Date(),
    sha256: sha256OfText,
    release: '0.0.0',
  });
  return { trainModel, promoteModel };
}

async function newStore(): Promise<TestModelStore> {
  const files = await createTestModelStore();
  stores.push(files);
  return files;
}

interface Told {
  readonly starts: TrainingStart[];
  readonly reports: Progress[];
}

function listen(abort = new AbortController()) {
  const told: Told = { starts: [], reports: [] };
  return {
    told,
    control: {
      signal: abort.signal,
      onStart: (start: TrainingStart) => told.starts.push(start),
      onProgress: (progress: Progress) => told.reports.push(progress),
    },
  };
}

describe('TrainModel', () => {
  it('trains, scores on windows that the weights have not seen, and publishes a signed version', async () => {
    const { trainModel } = trainModelOver(await newStore());
    const { told, control } = listen();
    const { version, unchanged, scores } = await trainModel.execute(inquiry, control);
    expect(unchanged).toBe(false);
    const { manifest } = version;
    expect(manifest).toMatchObject({
      model: 'n-beats',
      kind: 'n-beats',
      backend: 'wasm',
      seed: 1,
      trainingWindow: { from: '2015-01-01', to: '2015-04-09', items: 12 },
      dataset: { slug: 'shop', synthetic: true },
      hyperparameters: { quantileLevels: [0.1, 0.5, 0.9], steps: 120, adam: { beta1: 0.9 } },
      output: { shape: [null, 4, 7] },
      createdAt: '2015-04-09T00:00:00Z',
    });
    expect(version.version).toMatch(/^2015-04-09\.[0-9a-f]{8}$/);
    expect(version.aliases).toEqual([]);
    expect(manifest.metrics.backtest).toMatchObject({ windows: 3, horizon: 7, stepSize: 7 });
    expect(manifest.metrics.backtest!.levels).toEqual(scores);
    expect(manifest.metrics.singleRun.map(({ level }) => level)).toEqual(
      scores.map(({ level }) => level),
    );
    const items = scores.at(-1)!;
    expect(items).toMatchObject({ level: 'item-store', series: 12 });
    expect(items.wape).toBeLessThan(0.25);
    expect(items.coverage).toMatchObject([{ nominal: 0.8 }]);
    expect(told.starts).toMatchObject([{ trainedTo: '2015-04-09', settings: { steps: 120 } }]);
    const training = told.reports.filter(({ stage }) => stage === 'train');
    expect(training.at(-1)).toMatchObject({ done: 240, total: 240, unit: 'steps' });
    expect(training.at(-1)!.loss).toBeLessThan(training[0]!.loss!);
    expect(told.reports.at(-1)).toMatchObject({ stage: 'score', done: 3, total: 3 });
  }, 60_000);

  it('publishes the same artifact for the same seed, taken up after a stop too, and another for another', async () => {
    const [first, second, other] = [await newStore(), await newStore(), await newStore()];
    const seeded = (seed: number): TrainInquiry => ({
      ...inquiry,
      settings: { ...settings, seed },
    });
    const { told: uninterrupted, control: unstopped } = listen();
    const whole = await trainModelOver(first).trainModel.execute(seeded(2), unstopped);

    const abort = new AbortController();
    const { trainModel } = trainModelOver(second);
    const { control } = listen(abort);
    const stopped = trainModel.execute(seeded(2), {
      ...control,
      onProgress: ({ stage, done }) => {
        if (stage === 'train' && done >= 100) abort.abort(new Error('stopped by hand'));
      },
    });
    await expect(stopped).rejects.toThrow('stopped by hand');
    await expect(readdir(second.directory)).rejects.toThrow('ENOENT');
    const { told, control: again } = listen();
    const resumed = await trainModel.execute(seeded(2), again);
    const trained = ({ reports }: Told) => reports.filter(({ stage }) => stage === 'train').length;
    expect(trained(told)).toBeLessThan(trained(uninterrupted));
    expect(resumed.version.sha256).toBe(whole.version.sha256);
    expect(resumed.version.version).toBe(whole.version.version);

    const another = await trainModelOver(other).trainModel.execute(seeded(3), listen().control);
    expect(another.version.sha256).not.toBe(whole.version.sha256);
  }, 120_000);

  it('trains networks that are told calendar, events and prices, and keeps how they were told', async () => {
    const { trainModel } = trainModelOver(await newStore());
    const { told, control } = listen();
    const { version, scores } = await trainModel.execute({ ...inquiry, model: 'mlp' }, control);
    const { manifest } = version;
    expect(manifest).toMatchObject({
      ...{ model: 'mlp', kind: 'mlp' },
      features: { listing: 'price', spec: { version: 1, lookback: 14, inputSize: 364 } },
      categories: { store: ['', 'CA_1', 'TX_1'] },
      architecture: { features: { lookback: 14, categories: [2, 1, 3, 3] } },
    });
    expect(manifest.hyperparameters).not.toHaveProperty('features');
    expect(told.starts[0]!.settings.features).toEqual(manifest.features['spec']);
    expect(scores.at(-1)!.wape).toBeLessThan(0.25);
  }, 120_000);

  it('stops early on origins of the training, with stacks and a spec that were asked for', async () => {
    const { trainModel } = trainModelOver(await newStore());
    const features = {
      ...{ ...defaultFeatureSpec('daily'), pastCovariates: true, lags: [], seasonMeans: [] },
      attributes: [],
    };
    const { told, control } = listen();
    const { version } = await trainModel.execute(
      {
        ...inquiry,
        settings: {
          ...{ ...settings, features, meanLoss: 'absolute' },
          network: { ...settings.network, stacks: ['covariates', 'generic'] },
          earlyStopping: { origins: 1, everySteps: 5, patience: 1 },
          // Far too fast: scores get worse soon.
          learningRate: { peak: 0.5, warmUpSteps: 0 },
        },
      },
      control,
    );
    const { members } = learnedArchitectureSchema.parse(version.manifest.architecture);
    expect(members.map(({ network }) => network.kind === 'n-beats' && network.stacks)).toEqual(
      Array(2).fill([
        { basis: { kind: 'covariates' }, blocks: 1, layers: 1, width: 8 },
        { basis: { kind: 'generic' }, blocks: 1, layers: 1, width: 8 },
      ]),
    );
    const steps = told.reports.filter(({ stage }) => stage === 'train').map(({ done }) => done);
    expect(Math.max(0, ...steps)).toBeLessThan(240);
  }, 120_000);

  it('refuses what it cannot do before it trains', async () => {
    const { trainModel } = trainModelOver(await newStore());
    const refusal = async (change: object) =>
      trainModel
        .execute({ ...inquiry, ...change }, listen().control)
        .catch((error: unknown) => error);
    expect(await refusal({ dataset: 'ghost' })).toMatchObject({ code: 'DATASET_NOT_FOUND' });
    expect(await refusal({ model: 'oracle' })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await refusal({ settings: { steps: 0 } })).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await refusal({ windows: 99 })).toMatchObject({ code: 'HORIZON_TOO_LONG' });
    expect(await refusal({ backend: 'native' })).toMatchObject({ code: 'TENSORFLOW_UNAVAILABLE' });
  });
});
