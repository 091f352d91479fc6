import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { isFinished } from '../server/application/jobs/index.ts';
import {
  type Database,
  type EmbeddedPostgres,
  migrate,
  openDatabase,
  PostgresIngestionStore,
  PostgresJobStore,
  startEmbeddedPostgres,
} from '../server/storage/index.ts';
import { backtestsOver, storedBacktests } from '../server/testing/backtests.ts';
import { createTestDatabase } from '../server/testing/postgres.ts';
import { ingestShop } from '../server/testing/shop-data.ts';
import { type GraphqlAnswer, postGraphql } from '../server/testing/test-service.ts';
import { freePort } from './testing/free-port.ts';
import { backtest, shop, units } from './testing/long-backtest.ts';
import { type SpawnedProgram, spawnProgram } from './testing/spawn-program.ts';

let directory: string;
let postgres: EmbeddedPostgres;
let database: Database;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'forecastle-restart-'));
  // As root PostgreSQL runs as another user, who must be able to enter.
  await chmod(directory, 0o755);
  await startPostgres();
  await migrate({ url: postgres.url });
  database = await openDatabase({ url: postgres.url, poolSize: 2, statementTimeoutSeconds: 60 });
  await ingestShop(new PostgresIngestionStore(database), shop);
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await postgres.stop();
  await rm(directory, { recursive: true, force: true });
});

/** Starts the server of this test, on the port that it had. */
async function startPostgres(): Promise<void> {
  postgres = await startEmbeddedPostgres({ directory, onLog: () => undefined });
}

/** `fast` ends sessions in order; `immediate` ends like a crash, and recovers from its log. */
async function stopPostgres(mode: 'fast' | 'immediate'): Promise<void> {
  if (mode === 'fast') return postgres.stop();
  const pidFile = join(directory, 'cluster', 'data', 'postmaster.pid');
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
  const isGone = () => readFile(pidFile).then(...([() => false, () => true] as const));
  await expect.poll(isGone, { timeout: 60_000 }).toBe(true);
}

/** Clients that ask for the same forecast, one request after the other, until they are told to end. */
class Load implements AsyncDisposable {
  readonly answers: GraphqlAnswer[] = [];
  readonly #url: string;
  readonly #clients: readonly Promise<void>[];
  #isEnded = false;

  constructor(url: string, clients: number) {
    this.#url = url;
    this.#clients = Array.from({ length: clients }, () => this.#ask());
  }

  async #ask(): Promise<void> {
    while (!this.#isEnded) this.answers.push(await askForecast(this.#url));
  }

  /** How many answers there are of either kind. */
  count(kind: 'failed' | 'good'): number {
    return this.answers.filter(({ errors }) => errors.length > 0 === (kind === 'failed')).length;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isEnded = true;
    await Promise.all(this.#clients);
  }
}

function askForecast(url: string): Promise<GraphqlAnswer> {
  const query = `{
    forecast(input: { dataset: "shop", itemKeys: ["ITEM_000", "ITEM_005"], horizon: 7, model: "ets-ana", quantileLevels: [0.1, 0.9] }) {
      forecasts { cutoff mean median quantiles { level values } servedModel degradation { reason } provenance { datasetVersion asOf } }
    }
  }`;
  return postGraphql(`${url}/graphql`, { query });
}

/** The status of `/ready`, and what it says of the database. */
async function readiness(url: string): Promise<readonly [number, unknown]> {
  const response = await fetch(`${url}/ready`);
  return [response.status, ((await response.json()) as { database: unknown }).database];
}

async function start(url: string, request: object): Promise<number> {
  const query = `mutation($input: StartBacktestInput!) {
    startBacktest(input: $input) { job { id } userErrors { message } }
  }`;
  const { data } = await postGraphql<{ startBacktest: { job: { id: string } } }>(`${url}/graphql`, {
    ...{ query, variables: { input: request } },
  });
  const id = Buffer.from(data!.startBacktest.job.id, 'base64url').toString();
  return Number(id.split(':')[1]);
}

/** Whether a program still runs; where not, what it said. */
const isRunning = ({ process: child, diagnostics }: SpawnedProgram) =>
  child.exitCode === null && child.signalCode === null ? true : diagnostics();

test('PostgreSQL restarts twice under load: typed errors, no wrong answer, and the job goes on and ends', async () => {
  const env = {
    ...{ DATABASE_URL: postgres.url, DATA_DIRECTORY: directory, RELEASE_MODELS: 'false' },
    ...{ WORKER_THREADS: '1', FORECAST_CACHE_BYTES: '0', JOB_HEARTBEAT_SECONDS: '10' },
  };
  const port = await freePort();
  await using server = spawnProgram(['serve'], { ...env, PORT: String(port) });
  await using worker = spawnProgram(['worker'], env);
  await server.said('serves at');
  await worker.said('works on');
  const url = `http://127.0.0.1:${port}`;
  const expected = (await askForecast(url)).data;
  expect(expected).toMatchObject({ forecast: { forecasts: [{ servedModel: 'ets-ana' }, {}] } });

  const jobs = new PostgresJobStore(database);
  const job = await start(url, backtest);
  const done = async () => (await jobs.find(job))!.progress.done;
  await using load = new Load(url, 2);
  for (const [mode, least] of [
    ['fast', 1],
    ['immediate', 40],
  ] as const) {
    await expect.poll(done, { timeout: 60_000, interval: 20 }).toBeGreaterThanOrEqual(least);
    const [failed, good] = [load.count('failed'), load.count('good')];
    expect(await done()).toBeLessThan(units);
    await stopPostgres(mode);
    await expect.poll(() => readiness(url), { timeout: 60_000 }).toEqual([503, false]);
    await expect.poll(() => load.count('failed'), { timeout: 60_000 }).toBeGreaterThan(failed + 10);
    await startPostgres();
    await expect.poll(() => readiness(url), { timeout: 60_000 }).toEqual([200, true]);
    await expect.poll(() => load.count('good'), { timeout: 60_000 }).toBeGreaterThan(good + 10);
  }

  const hasEnded = async () => isFinished((await jobs.find(job))!);
  await expect.poll(hasEnded, { timeout: 120_000 }).toBe(true);
  await load[Symbol.asyncDispose]();
  expect([isRunning(server), isRunning(worker)]).toEqual([true, true]);
  for (const { status, data, errors } of load.answers) {
    expect(status).toBe(200);
    if (errors.length === 0) expect(data).toEqual(expected);
    else {
      expect(errors).toHaveLength(1);
      const reason = 'DATABASE_UNAVAILABLE';
      expect(errors[0]!.extensions).toMatchObject({ code: 'UNAVAILABLE', reason });
      expect(data).toBeNull();
    }
  }
  const ended = (await jobs.find(job))!;
  expect(ended).toMatchObject({ status: 'succeeded', progress: { done: units, total: units } });
  expect(ended.attempts).toBeGreaterThan(1);

  await using alone = await createTestDatabase();
  await ingestShop(new PostgresIngestionStore(alone.database), shop);
  await backtestsOver(alone.database).runBacktest.execute(backtest, {
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  expect(await storedBacktests(database)).toEqual(await storedBacktests(alone.database));
}, 300_000);
