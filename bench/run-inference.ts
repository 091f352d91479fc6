import { m5QuantileLevels } from '#core/evaluation';
import { syntheticRetail, type SyntheticScale, syntheticScales } from '#core/synthetic';

import type { LearnedVersion } from '../server/application/serving/index.ts';
import { versionOf } from '../server/application/serving/learned-version.ts';
import { openModelStore } from '../server/artifacts/index.ts';
import { InferenceThreadPool } from '../server/compute/index.ts';
import { type Config, loadConfig } from '../server/config/index.ts';
import { inferenceWorker } from '../server/tensorflow/serving/inference-worker-url.ts';
import { percentile, seconds } from './figures.ts';
import { benchSeed } from './loaded-database.ts';

/** What the threads made of the networks, without HTTP and without a database. */
export interface InferenceFigures {
  readonly threads: number;
  readonly items: number;
  /** Days ahead. */
  readonly horizon: number;
  /** All items at once: median of the runs, and processor time of one. */
  readonly wholeSeconds: number;
  readonly wholeCpuSeconds: number;
  /** Requests per second of many askers: of requests that share calls, and with a call for each. */
  readonly rates: readonly {
    readonly items: number;
    readonly batched: number;
    readonly alone: number;
  }[];
  readonly peakBytes: number;
}

const horizon = 28;
const wholeRuns = 5;
const askers = 16;
const requests = [
  { items: 1, count: 1600 },
  { items: 50, count: 320 },
];

type Pool = InferenceThreadPool<object>;

/** The process behind the bench: `run-inference <settings as JSON> <scale> <model> <version>`; sends its figures to its parent. */
async function main(
  settings: string,
  scale: SyntheticScale,
  reference: { readonly model: string; readonly version: string },
): Promise<void> {
  // Written by the bench that started this process.
  const config = loadConfig(JSON.parse(settings) as Record<string, string>);
  const version = await versionIn(config, reference);
  const histories = endsOf(scale, version.inputSize);
  const whole = await wholeDataset(config, version, histories);
  const rates: InferenceFigures['rates'][number][] = [];
  for (const { items, count } of requests) {
    const some = histories.slice(0, items * version.inputSize);
    const rate = (batchRows: number) => ratePerSecond(config, version, { some, count, batchRows });
    rates.push({ items, batched: await rate(config.inferenceBatchRows), alone: await rate(0) });
  }
  const figures: InferenceFigures = {
    ...{ threads: config.inferenceThreads, items: histories.length / version.inputSize, horizon },
    rates,
    ...whole,
    peakBytes: process.resourceUsage().maxRSS * 1024,
  };
  process.send?.(figures);
}

async function versionIn(
  config: Config,
  reference: { readonly model: string; readonly version: string },
): Promise<LearnedVersion> {
  const store = await openModelStore(config);
  const outcome = await store.load(reference);
  const loaded = outcome.kind === 'failed' ? outcome : versionOf(outcome.artifact);
  if (loaded.kind === 'failed') throw new Error(loaded.detail);
  return loaded.version;
}

/** The last periods of every item of the synthetic dataset. */
function endsOf(scale: SyntheticScale, size: number): Float64Array {
  const retail = syntheticRetail({ scale, seed: benchSeed });
  const histories = new Float64Array(retail.itemCount * size);
  let row = 0;
  for (const { demand } of retail.items()) {
    histories.set(demand.subarray(-size), row * size);
    row += 1;
  }
  return histories;
}

function openPool(config: Config, batchRows: number): Pool {
  const { tensorBackend: backend, nativeDirectory, inferenceThreads: threads } = config;
  return new InferenceThreadPool({
    ...{ ...config, worker: inferenceWorker, threads, batchRows },
    settings: { tensorflow: { backend, nativeDirectory } },
    ...{ maxQueued: config.maxQueuedForecasts, modelTimeoutSeconds: 600 },
  });
}

async function ask(pool: Pool, version: LearnedVersion, histories: Float64Array): Promise<void> {
  const outcome = await pool.run({
    ...{ version, histories, features: null, horizon, quantileLevels: m5QuantileLevels },
    ...{ lane: 'requested', signal: new AbortController().signal },
  });
  if (outcome.kind === 'failed') throw new Error(outcome.detail);
}

async function wholeDataset(
  config: Config,
  version: LearnedVersion,
  histories: Float64Array,
): Promise<Pick<InferenceFigures, 'wholeSeconds' | 'wholeCpuSeconds'>> {
  await using pool = openPool(config, config.inferenceBatchRows);
  await pool.warm(version);
  await ask(pool, version, histories);
  const times: number[] = [];
  const before = process.cpuUsage();
  for (let run = 0; run < wholeRuns; run += 1) {
    times.push(await seconds(() => ask(pool, version, histories)));
  }
  const { user, system } = process.cpuUsage(before);
  return {
    wholeSeconds: percentile(times, 0.5),
    wholeCpuSeconds: (user + system) / 1e6 / wholeRuns,
  };
}

/** Each asker sends its next request when it has an answer. */
async function ratePerSecond(
  config: Config,
  version: LearnedVersion,
  asked: { readonly some: Float64Array; readonly count: number; readonly batchRows: number },
): Promise<number> {
  const { some, count, batchRows } = asked;
  await using pool = openPool(config, batchRows);
  await pool.warm(version);
  const all = async (each: number): Promise<void> => {
    const one = async (): Promise<void> => {
      for (let request = 0; request < each; request += 1) await ask(pool, version, some);
    };
    await Promise.all(Array.from({ length: askers }, one));
  };
  await all(5);
  const each = count / askers;
  return count / (await seconds(() => all(each)));
}

const [settings = '', scaleName = '', model = '', version = ''] = process.argv.slice(2);
const scale = syntheticScales.find((name) => name === scaleName);
if (scale === undefined) throw new Error(`A scale is one of ${syntheticScales.join(', ')}.`);
await main(settings, scale, { model, version });
process.disconnect();
