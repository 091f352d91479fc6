import { join } from 'node:path';

import { createRandom } from '#core/math';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Job } from '../server/application/jobs/index.ts';
import { PostgresIngestionStore, openDatabase } from '../server/storage/index.ts';
import { backtestsOver, storedBacktests } from '../server/testing/backtests.ts';
import { jobEnded, jobWhen } from '../server/testing/jobs.ts';
import { createTestModelStore, type TestModelStore } from '../server/testing/model-artifacts.ts';
import { createTestDatabase } from '../server/testing/postgres.ts';
import { type RunningApp, startApp } from '../server/testing/running-app.ts';
import { ingestShop } from '../server/testing/shop-data.ts';
import { postGraphql } from '../server/testing/test-service.ts';
import { freePort } from './testing/free-port.ts';
import { backtest, shop, units } from './testing/long-backtest.ts';
import { type SpawnedProgram, spawnProgram } from './testing/spawn-program.ts';

/** Workers are killed after so many units; another seed, other points. */
const points = killPoints(
  Number(process.env['CRASH_SEED'] ?? 1),
  Number(process.env['CRASHES'] ?? 1),
);

let running: RunningApp;
let files: TestModelStore;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  files = await createTestModelStore();
  const settings = {
    DATA_DIRECTORY: files.folder,
    MODEL_STORE_DIRECTORY: files.directory,
    MODEL_PUBLIC_KEYS: files.key.publicKey.text,
    MODEL_KEYS_FILE: join(files.folder, 'no-keys.json'),
    MODEL_SIGNING_KEY: files.keyFile,
    JOB_HEARTBEAT_SECONDS: '10',
    JOB_RETRIES: '20',
    WORKER_THREADS: '1',
  };
  running = await startApp(settings);
  env = { ...settings, DATABASE_URL: running.databaseUrl };
  await ingestShop(running.app.ingestions, shop);
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
});

/** Shares of the work, rising, at which a worker dies. */
function killPoints(seed: number, count: number): readonly number[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => 0.05 + 0.85 * random.uniform()).sort((a, b) => a - b);
}

/** Kills one worker after the other, each when so much is done, and lets the last one finish. */
async function survive(job: Job, whole: number): Promise<Job> {
  for (const point of points) {
    await using worker = spawnProgram(['worker'], env);
    const most = Math.floor(point * whole);
    await jobWhen(running.app, job.id, ({ status, progress }) => {
      return status === 'running' && progress.done >= most && progress.stage !== 'read';
    });
    worker.process.kill('SIGKILL');
    await worker.ended;
  }
  await using _last = spawnProgram(['worker'], env);
  return await jobEnded(running.app, job.id);
}

describe('workers that die', () => {
  test('a backtest goes on after each kill -9; nothing is lost or twice, every byte is that of an uninterrupted run', async () => {
    const { job } = await running.app.startJob.execute('backtest', backtest, {});
    const ended = await survive(job, units);
    expect(ended).toMatchObject({ status: 'succeeded', progress: { done: units, total: units } });
    expect(ended.attempts).toBeGreaterThan(points.length);
    await using stored = await openDatabase({
      ...{ url: running.databaseUrl, poolSize: 1, statementTimeoutSeconds: 60 },
    });
    await using alone = await createTestDatabase();
    await ingestShop(new PostgresIngestionStore(alone.database), shop);
    await backtestsOver(alone.database).runBacktest.execute(backtest, {
      signal: new AbortController().signal,
      onProgress: () => undefined,
    });
    expect(await storedBacktests(stored)).toEqual(await storedBacktests(alone.database));
  }, 600_000);

  test('a training goes on from its checkpoint and publishes the same artifact', async () => {
    const settings = {
      ...{ horizon: 7, quantileLevels: [0.1, 0.9], lookbacks: [2], members: 1 },
      ...{ steps: 1500, batchSize: 64, network: { width: 32 } },
    };
    const request = { dataset: 'shop', backend: 'wasm' as const, settings };
    const { job } = await running.app.startJob.execute('train', request, {});
    const ended = await survive(job, 3000);
    expect(ended).toMatchObject({ status: 'succeeded', progress: { done: 3000, unit: 'steps' } });
    expect(ended.attempts).toBeGreaterThan(points.length);
    const again = await running.app.trainModel.execute(request, {
      ...{ signal: new AbortController().signal, onProgress: () => undefined },
      onStart: () => undefined,
    });
    // The same content, or publication would refuse the version.
    expect(again).toMatchObject({ unchanged: true });
    expect(ended.result).toEqual({
      ...{ kind: 'model-version', model: 'n-beats', version: again.version.version },
      promotion: null,
    });
  }, 600_000);
});

test('two workers share a backtest, each unit once; their log lines carry job and trace', async () => {
  const request = { ...backtest, seed: 2 };
  const { job } = await running.app.startJob.execute('backtest', request, {});
  const workers = [spawnProgram(['worker'], env), spawnProgram(['worker'], env)];
  await using _one = workers[0]!;
  await using _other = workers[1]!;
  await using stored = await openDatabase({
    ...{ url: running.databaseUrl, poolSize: 1, statementTimeoutSeconds: 60 },
  });
  const holders = async () => {
    const sql = 'select count(distinct holder)::integer as count from backtest_lease';
    return (await stored.pool.query<{ count: number }>(sql)).rows[0]!.count;
  };
  await expect.poll(holders, { timeout: 60_000, interval: 20 }).toBe(2);
  const ended = await jobEnded(running.app, job.id);
  expect(ended).toMatchObject({ status: 'succeeded', attempts: 1 });
  // A unit that was computed twice would have taken a number for a row that is not there.
  const { rows } = await stored.pool.query<{ count: number; span: number }>(
    `select count(*)::integer as count, max(id) - min(id) + 1 as span from backtest_unit
     where run_id = (select (result ->> 'run')::integer from job where id = $1)`,
    [job.id],
  );
  expect(rows).toEqual([{ count: units, span: units }]);
  const lines = await Promise.all(
    workers.map(async (worker) => {
      worker.process.kill('SIGTERM');
      expect(await worker.ended).toBe(0);
      return jobLines(worker);
    }),
  );
  expect(lines.flat().filter(({ msg }) => msg === 'job ended')).toMatchObject([
    {
      job_id: job.id,
      outcome: 'succeeded',
      trace_id: expect.stringMatching(/^[0-9a-f]{32}$/) as unknown,
    },
  ]);
  expect(lines.flat().some(({ msg }) => msg === 'job helped')).toBe(true);
}, 600_000);

test('a worker that is stopped hands its job back to the next one', async () => {
  const request = { ...backtest, seed: 3 };
  const { job } = await running.app.startJob.execute('backtest', request, {});
  {
    await using first = spawnProgram(['worker'], env);
    await jobWhen(running.app, job.id, ({ progress }) => progress.done > 0);
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  }
  expect(await running.app.jobs.find(job.id)).toMatchObject({ status: 'queued', error: null });
  await using _second = spawnProgram(['worker'], env);
  expect(await jobEnded(running.app, job.id)).toMatchObject({ status: 'succeeded', attempts: 2 });
}, 600_000);

test('a server that dies between commit and response has started the job; the same key answers it', async () => {
  const { job: other } = await running.app.startJob.execute(
    'backtest',
    { ...backtest, seed: 4 },
    {},
  );
  const port = await freePort();
  await using server = spawnProgram(['serve'], { ...env, PORT: String(port) });
  await server.said('serves at');
  await using client = new Connection(running.databaseUrl);
  await client.open();
  // The response waits for its second mutation, which waits for this lock.
  await client.query('begin');
  await client.query(`select from job where id = ${other.id} for update`);
  await client.query('listen forecastle_job');
  const key = 'only once';
  const input = { dataset: 'shop', models: ['naive'], horizon: 7, windows: 2, idempotencyKey: key };
  const query = `mutation($input: StartBacktestInput!, $other: ID!) {
    startBacktest(input: $input) { job { id } replayed userErrors { code } }
    cancelJob(input: { job: $other }) { job { id } }
  }`;
  const variables = { input, other: Buffer.from(`Job:${other.id}`).toString('base64url') };
  const answer = postGraphql(`http://127.0.0.1:${port}/graphql`, { query, variables }).then(
    () => 'answered',
    () => 'cut off',
  );
  const committed = async () =>
    (
      await running.app.jobs.page(
        { kinds: null, statuses: null, dataset: null },
        { first: 1, before: null },
      )
    ).entries[0]!.idempotencyKey;
  await expect.poll(committed, { timeout: 60_000, interval: 20 }).toBe(key);
  server.process.kill('SIGKILL');
  expect(await answer).toBe('cut off');
  await client.query('rollback');
  const retry = await running.post<{ startBacktest: { replayed: boolean; job: { id: string } } }>(
    query,
    variables,
  );
  expect(retry.data!.startBacktest).toMatchObject({ replayed: true, userErrors: [] });
  const { entries } = await running.app.jobs.page(
    { kinds: null, statuses: null, dataset: null },
    { first: 100, before: null },
  );
  expect(entries.filter(({ idempotencyKey }) => idempotencyKey === key)).toHaveLength(1);
}, 600_000);

/** A connection of the test's own. */
class Connection implements AsyncDisposable {
  readonly #client: pg.Client;

  constructor(url: string) {
    this.#client = new pg.Client({ connectionString: url });
  }

  async open(): Promise<void> {
    await this.#client.connect();
  }

  async query(sql: string): Promise<void> {
    await this.#client.query(sql);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#client.end();
  }
}

/** What a worker logged of jobs. */
function jobLines(worker: SpawnedProgram): readonly Readonly<Record<string, unknown>>[] {
  return worker
    .output()
    .trimEnd()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ job_id }) => job_id !== undefined);
}
