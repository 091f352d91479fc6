import { syntheticRetail } from '#core/synthetic';

import type { Bench } from './bench.ts';
import { Cleanup } from './cleanup.ts';
import { figure, percentile } from './figures.ts';
import { assertAnswer, forecastBody, load } from './http-load.ts';
import { benchSeed } from './loaded-database.ts';
import { sampleItemKeys } from './sampled-items.ts';
import { type ServerProcess, startServer } from './server-process.ts';

const items = 50;
const horizon = 28;
const model = 'ets-ana';
const concurrency = 8;
const warmUp = 80;
const measured = 800;
const replicaCounts = [1, 2, 4];
/** One thread each, so that replicas and not threads are counted. */
const settings = { WORKER_THREADS: '1' };

/** Servers on one PostgreSQL that share the same requests: what more of them bring. */
export const replicasBench: Bench = {
  name: 'replicas',
  title: `Servers on one PostgreSQL: forecasts of ${items} items × ${horizon} days (${model}), ${concurrency} requests at once`,
  document: 'scaling',
  run: async (context) => {
    const { url } = await context.database();
    const { slug } = syntheticRetail({ scale: context.scale, seed: benchSeed }).dataset;
    const bodies = sampleItemKeys(context.scale, 40, items).map((itemKeys) =>
      forecastBody({ dataset: slug, itemKeys, horizon, model }),
    );
    const rows: string[][] = [];
    for (const count of replicaCounts) {
      context.signal.throwIfAborted();
      context.log(`replicas: ${count}`);
      await using cleanup = new Cleanup();
      const servers: ServerProcess[] = [];
      for (let index = 0; index < count; index += 1) {
        const server = await startServer(url, settings);
        cleanup.defer(async () => server[Symbol.asyncDispose]());
        await assertAnswer(server.url, bodies[0]!, { items, horizon });
        servers.push(server);
      }
      const share = (requests: number) =>
        Promise.all(
          servers.map((server) => load(server.url, bodies, concurrency / count, requests / count)),
        );
      await share(warmUp);
      const start = performance.now();
      const times = (await share(measured)).flat();
      const elapsedSeconds = (performance.now() - start) / 1000;
      rows.push([
        String(count),
        ...[0.5, 0.95].map((part) => figure(percentile(times, part))),
        figure(times.length / elapsedSeconds),
      ]);
    }
    return { columns: ['servers', 'P50 ms', 'P95 ms', 'requests/s'], rows };
  },
};
