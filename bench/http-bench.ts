import { syntheticRetail } from '#core/synthetic';

import type { Bench } from './bench.ts';
import { figure, percentile } from './figures.ts';
import { assertAnswer, forecastBody, load } from './http-load.ts';
import { benchSeed } from './loaded-database.ts';
import { sampleItemKeys } from './sampled-items.ts';
import { startServer } from './server-process.ts';

const items = 50;
const horizon = 30;
const itemSets = 40;
/** The baselines, and the model that serves by default. */
const models = [
  'naive',
  'seasonal-naive',
  'moving-average',
  'weekday-average',
  'simple-exponential-smoothing',
  'ets-ana',
];
/** Requests before and while it is measured. */
const rounds = [
  { concurrency: 1, warmUp: 80, measured: 400 },
  { concurrency: 8, warmUp: 80, measured: 800 },
];

/** Asks the server, over HTTP and GraphQL, for forecasts of random items: each request another of 40 sets. */
export const httpBench: Bench = {
  name: 'http',
  title: `Forecast of ${items} items × ${horizon} days over HTTP (GraphQL, warm)`,
  run: async (context) => {
    const { url } = await context.database();
    const { slug } = syntheticRetail({ scale: context.scale, seed: benchSeed }).dataset;
    const sets = sampleItemKeys(context.scale, itemSets, items);
    await using server = await startServer(url);
    const rows: string[][] = [];
    for (const name of models) {
      const bodies = sets.map((itemKeys) =>
        forecastBody({ dataset: slug, itemKeys, horizon, model: name }),
      );
      await assertAnswer(server.url, bodies[0]!, { items, horizon });
      for (const { concurrency, warmUp, measured } of rounds) {
        context.signal.throwIfAborted();
        context.log(`http: ${name}, concurrency ${concurrency}`);
        await load(server.url, bodies, concurrency, warmUp);
        const start = performance.now();
        const times = await load(server.url, bodies, concurrency, measured);
        const elapsedSeconds = (performance.now() - start) / 1000;
        rows.push([
          name,
          String(concurrency),
          ...[0.5, 0.95, 0.99].map((share) => figure(percentile(times, share))),
          figure(times.length / elapsedSeconds),
        ]);
      }
    }
    return { columns: ['model', 'concurrency', 'P50 ms', 'P95 ms', 'P99 ms', 'requests/s'], rows };
  },
};
