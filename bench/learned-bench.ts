import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { syntheticRetail } from '#core/synthetic';

import { generateSigningKey } from '../server/artifacts/index.ts';
import type { Bench, BenchContext, Table } from './bench.ts';
import { figuresOf } from './child-figures.ts';
import { figure, megabytes, percentile } from './figures.ts';
import { assertAnswer, forecastBody, load } from './http-load.ts';
import { benchSeed } from './loaded-database.ts';
import type { InferenceFigures } from './run-inference.ts';
import type { TrainedVersion } from './run-training.ts';
import { sampleItemKeys } from './sampled-items.ts';
import { startServer } from './server-process.ts';

const items = 50;
/** Days ahead: as far as `forecastle train` trains by default, and a month for networks of the bench's own. */
const horizons = { champion: 28, own: 30 };
const itemSets = 40;
/** Requests before and while it is measured. */
const rounds = [
  { concurrency: 1, warmUp: 80, measured: 400 },
  { concurrency: 16, warmUp: 80, measured: 800 },
];

type Settings = Readonly<Record<string, string>>;

/**
 * Serves the network that comes along on the data that it was trained on, and networks of the size that `forecastle train` makes by
 * default on the whole dataset: over HTTP, and those on the threads alone.
 */
export const learnedBench: Bench = {
  name: 'learned',
  title: 'Learned models: serving',
  run: async (context) => {
    const { url } = await context.database();
    const { slug } = syntheticRetail({ scale: context.scale, seed: benchSeed }).dataset;
    const champion = await championOverHttp(context, url);
    const folder = await mkdtemp(join(tmpdir(), 'forecastle-bench-models-'));
    try {
      const settings = await settingsIn(folder);
      const given = JSON.stringify(settings);
      context.log('learned: training');
      const trained = await figuresOf<TrainedVersion>(
        'run-training',
        [given, url, slug, String(horizons.own)],
        context.signal,
      );
      context.log('learned: threads');
      const { model, version } = trained;
      const inference = await figuresOf<InferenceFigures>(
        'run-inference',
        [given, context.scale, model, version],
        context.signal,
      );
      const asked = {
        url,
        dataset: slug,
        model: `${model}@${version}`,
        horizon: horizons.own,
        settings,
      };
      const served = await overHttp(context, asked);
      return [
        httpTable('the model that comes along, `mlp`, on the demo data', champion),
        httpTable(`\`${model}\` of default size, demand alone, on the whole dataset`, served),
        threadsTable(inference, Math.max(champion.peakBytes, served.peakBytes)),
      ];
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
};

/** A model store and a key of the bench's own; WebAssembly, which is there on every machine; no other model steps in. */
async function settingsIn(folder: string): Promise<Settings> {
  const keyFile = join(folder, 'keys', 'signing.pem');
  const { publicKey } = await generateSigningKey(keyFile);
  return {
    DATA_DIRECTORY: folder,
    MODEL_STORE_DIRECTORY: join(folder, 'model-store'),
    MODEL_KEYS_FILE: join(folder, 'no-keys.json'),
    MODEL_PUBLIC_KEYS: publicKey.text,
    MODEL_SIGNING_KEY: keyFile,
    TENSOR_BACKEND: 'wasm',
    INFERENCE_THREADS: '2',
    FALLBACK: 'false',
    DATABASE_STATEMENT_TIMEOUT_SECONDS: '600',
  };
}

/** As `npm start` serves it, but for the settings that all measurements share. */
async function championOverHttp(context: BenchContext, url: string): Promise<HttpFigures> {
  const scale = 'demo';
  if (context.scale !== scale) {
    await figuresOf('load-synthetic', [url, scale, String(benchSeed)], context.signal);
  }
  const { slug: dataset } = syntheticRetail({ scale, seed: benchSeed }).dataset;
  const settings = { TENSOR_BACKEND: 'wasm', FALLBACK: 'false' };
  return overHttp(
    { ...context, scale },
    { url, dataset, model: 'mlp', horizon: horizons.champion, settings },
  );
}

interface HttpFigures {
  readonly horizon: number;
  readonly rows: string[][];
  readonly peakBytes: number;
}

function httpTable(what: string, { horizon, rows }: HttpFigures): Table {
  return {
    caption: `${items} random items × ${horizon} days over HTTP: ${what}`,
    columns: [
      ...['kept forecasts', 'concurrency', 'P50 ms', 'P95 ms', 'P99 ms'],
      ...['requests/s', 'longest stall ms'],
    ],
    rows,
  };
}

interface Asked {
  readonly url: string;
  readonly dataset: string;
  readonly model: string;
  readonly horizon: number;
  readonly settings: Settings;
}

async function overHttp(
  context: BenchContext,
  { url, dataset, model, horizon, settings }: Asked,
): Promise<HttpFigures> {
  const bodies = sampleItemKeys(context.scale, itemSets, items).map((itemKeys) =>
    forecastBody({ dataset, itemKeys, horizon, model }),
  );
  const rows: string[][] = [];
  let peakBytes = 0;
  for (const [name, cache] of [
    ['none', { FORECAST_CACHE_BYTES: '0' }],
    ['all', {}],
  ] as const) {
    await using server = await startServer(url, { ...settings, ...cache });
    await assertAnswer(server.url, bodies[0]!, { items, horizon });
    for (const { concurrency, warmUp, measured } of rounds) {
      context.signal.throwIfAborted();
      context.log(`learned: kept forecasts ${name}, concurrency ${concurrency}`);
      await load(server.url, bodies, concurrency, warmUp);
      await server.gauge();
      const start = performance.now();
      const times = await load(server.url, bodies, concurrency, measured);
      const elapsedSeconds = (performance.now() - start) / 1000;
      const gauge = await server.gauge();
      peakBytes = Math.max(peakBytes, gauge.peakBytes);
      rows.push([
        name,
        String(concurrency),
        ...[0.5, 0.95, 0.99].map((share) => figure(percentile(times, share))),
        figure(times.length / elapsedSeconds),
        figure(gauge.longestStall),
      ]);
    }
  }
  return { horizon, rows, peakBytes };
}

function threadsTable(inference: InferenceFigures, peakBytes: number): Table {
  const { threads, items: all, horizon, wholeSeconds, wholeCpuSeconds, rates } = inference;
  const series = all.toLocaleString('en-US');
  return {
    caption: `${threads} threads, without HTTP and database; 16 askers`,
    columns: ['figure', 'value'],
    rows: [
      [`${series} series × ${horizon} days × 9 quantiles`, `${figure(wholeSeconds)} s`],
      ['the same, processor time', `${figure(wholeCpuSeconds)} s`],
      ...rates.flatMap(({ items: each, batched, alone }) => [
        [`requests of ${each} item(s), sharing tensor calls`, `${figure(batched)} /s`],
        ['the same, a tensor call for each', `${figure(alone)} /s`],
      ]),
      ['peak memory of these threads and their process', megabytes(inference.peakBytes)],
      ['peak memory of the servers above', megabytes(peakBytes)],
    ],
  };
}
