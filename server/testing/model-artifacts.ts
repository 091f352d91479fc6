import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { LevelMetrics, ManifestFacts, WeightTensor } from '../application/models/index.ts';
import {
  FileModelStore,
  generateSigningKey,
  readSigningKey,
  type SigningKey,
} from '../artifacts/index.ts';

/** Scores that pass every check of the gate with the thresholds that are configured by default. */
export const goodScores: LevelMetrics = {
  level: 'item-store',
  series: 100,
  wape: 0.6,
  wapeMean: 0.62,
  bias: 0.01,
  rmsse: 0.8,
  wrmsse: 0.7,
  wspl: 0.2,
  fva: 12,
  coverage: [{ nominal: 0.8, coverage: 0.9, shared: 0.79, width: 3 }],
};

/** What the maker of a small sound version says of it. */
export function someFacts(change: Partial<ManifestFacts> = {}): ManifestFacts {
  return {
    schemaVersion: 1,
    model: 'demo-net',
    version: '1',
    kind: 'mlp',
    description: 'A small net for tests.',
    intendedUse: 'Tests.',
    limits: ['It knows nothing of the world.'],
    architecture: { layers: [{ units: 3 }] },
    features: { lags: [1, 7] },
    scalers: { mean: 1.5 },
    categories: { store: ['CA_1', 'TX_1'] },
    dataset: { slug: 'shop', version: 'a'.repeat(64), frequency: 'daily', synthetic: true },
    trainingWindow: { from: '2015-01-01', to: '2015-12-31', items: 100 },
    hyperparameters: { learningRate: 0.001 },
    seed: 7,
    backend: 'wasm',
    libraries: { forecastle: '0.1.0' },
    metrics: { singleRun: [goodScores], backtest: backtestOf(goodScores) },
    input: { shape: [null, 28] },
    output: { shape: [null, 28, 9] },
    createdAt: '2026-01-31T12:00:00Z',
    ...change,
  };
}

/** A backtest of three origins with these scores. */
export function backtestOf(...levels: LevelMetrics[]): ManifestFacts['metrics']['backtest'] {
  return { datasetVersion: 'a'.repeat(64), horizon: 28, windows: 3, stepSize: 28, levels };
}

export function someTensors(first = 0.5): readonly WeightTensor[] {
  return [
    { name: 'dense/kernel', shape: [2, 3], values: Float32Array.of(first, 1, -2, 3, 4, 5) },
    { name: 'dense/bias', shape: [3], values: Float32Array.of(0, 0.25, -0.5) },
  ];
}

/** A model store in a folder of its own, with a key that it trusts. */
export interface TestModelStore extends AsyncDisposable {
  /** Holds the store and the key. */
  readonly folder: string;
  readonly directory: string;
  readonly keyFile: string;
  readonly key: SigningKey;
  readonly store: FileModelStore;
  /** The file of a version. */
  file(name: string, reference?: { readonly model: string; readonly version: string }): string;
}

export async function createTestModelStore(): Promise<TestModelStore> {
  const folder = await mkdtemp(join(tmpdir(), 'forecastle-models-'));
  const directory = join(folder, 'model-store');
  const keyFile = join(folder, 'keys', 'signing.pem');
  const key = await generateSigningKey(keyFile);
  return {
    folder,
    directory,
    keyFile,
    key,
    store: new FileModelStore({
      directory,
      trusted: [key.publicKey],
      signingKey: () => readSigningKey(keyFile),
    }),
    file: (name, { model, version } = { model: 'demo-net', version: '1' }) =>
      join(directory, model, version, name),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  };
}
