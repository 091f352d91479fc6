import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Database, openDatabase } from '../server/storage/index.ts';
import { holdRows } from '../server/testing/held-rows.ts';
import { jobEnded } from '../server/testing/jobs.ts';
import { type RunningApp, startApp } from '../server/testing/running-app.ts';
import { ingestShop } from '../server/testing/shop-data.ts';
import { spawnProgram } from './testing/spawn-program.ts';

/** Five shards. */
const shop = { items: 1280, days: 200 };
const refresh = { dataset: 'shop', model: 'ets-ana', horizon: 28 };

let folder: string;
let running: RunningApp;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecastle-refresh-'));
  const settings = {
    ...{ DATA_DIRECTORY: folder, RELEASE_MODELS: 'false', WORKER_THREADS: '1' },
    ...{ JOB_HEARTBEAT_SECONDS: '10', JOB_HELPERS: '1' },
  };
  running = await startApp(settings);
  env = { ...settings, DATABASE_URL: running.databaseUrl };
  await ingestShop(running.app.ingestions, shop);
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

/** Everything that is stored of forecasts but the numbers that rows are given, bit for bit, in the order of the items. */
async function storedForecasts({ pool }: Database): Promise<readonly string[]> {
  const { rows } = await pool.query<{ line: string }>(`
    select t.key || ' ' || (to_jsonb(f) - 'item_id' - 'issue_id' - 'mean' - 'median' - 'quantiles')::text || ' '
           || encode(array_send(f.mean), 'hex') || encode(array_send(f.median), 'hex')
           || encode(array_send(f.quantiles), 'hex') as line
    from issued_forecast f join item t on t.id = f.item_id order by t.key`);
  return rows.map(({ line }) => line);
}

function opened({ databaseUrl: url }: RunningApp): Promise<Database> {
  return openDatabase({ url, poolSize: 2, statementTimeoutSeconds: 60 });
}

test('a refresh goes on after kill -9; nothing is lost or twice, every byte is that of an uninterrupted run', async () => {
  const { job } = await running.app.startJob.execute('refresh', refresh, {});
  await using database = await opened(running);
  {
    await using hold = await holdRows(database, {
      ...{
        table: 'forecast_shard',
        event: 'update',
        written: 'completed_at is not null',
        least: 2,
      },
    });
    await using worker = spawnProgram(['worker'], env);
    await hold.untilReached(worker);
    worker.process.kill('SIGKILL');
    await worker.ended;
  }
  // What is not complete is seen by nobody.
  const list = '{ forecastIssues(dataset: "shop") { nodes { id } } }';
  expect((await running.post(list)).data).toEqual({ forecastIssues: { nodes: [] } });

  await using _second = spawnProgram(['worker'], env);
  const ended = await jobEnded(running.app, job.id);
  expect(ended).toMatchObject({
    status: 'succeeded',
    progress: { done: shop.items, total: shop.items, unit: 'items' },
  });
  expect(ended.attempts).toBeGreaterThan(1);

  await using alone = await startApp({ RELEASE_MODELS: 'false', WORKER_THREADS: '1' });
  await ingestShop(alone.app.ingestions, shop);
  await alone.app.refreshForecasts.execute(
    { ...refresh, asOf: new Date() },
    { signal: new AbortController().signal, hold: { holder: 'alone', seconds: 30 } },
  );
  await using uninterrupted = await opened(alone);
  const expected = await storedForecasts(uninterrupted);
  expect(expected).toHaveLength(shop.items);
  expect(await storedForecasts(database)).toEqual(expected);
});
