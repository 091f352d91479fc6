import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { generateSigningKey } from '../server/artifacts/index.ts';
import { PostgresIngestionStore } from '../server/storage/index.ts';
import { connectSocket } from '../server/testing/graphql-socket.ts';
import { createTestDatabase, type TestDatabase } from '../server/testing/postgres.ts';
import { ingestShop } from '../server/testing/shop-data.ts';
import { postGraphql } from '../server/testing/test-service.ts';
import { freePort } from './testing/free-port.ts';
import { type SpawnedProgram, spawnProgram } from './testing/spawn-program.ts';

const items = 6;
const horizon = 7;

let folder: string;
let shop: TestDatabase;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecastle-dashboard-'));
  const keyFile = join(folder, 'signing-key.pem');
  const { publicKey } = await generateSigningKey(keyFile);
  shop = await createTestDatabase();
  await ingestShop(new PostgresIngestionStore(shop.database), { items, days: 200 });
  env = {
    ...{ DATABASE_URL: shop.url, DATA_DIRECTORY: folder, RELEASE_MODELS: 'false' },
    ...{ MODEL_STORE_DIRECTORY: join(folder, 'models'), MODEL_SIGNING_KEY: keyFile },
    ...{ MODEL_PUBLIC_KEYS: publicKey.text, MODEL_KEYS_FILE: join(folder, 'no-keys.json') },
    ...{ WORKER_THREADS: '1', TENSOR_BACKEND: 'wasm', MODEL_TIMEOUT_SECONDS: '60' },
  };
});
afterAll(async () => {
  await shop[Symbol.asyncDispose]();
  await rm(folder, { recursive: true });
});

interface Server extends AsyncDisposable {
  readonly url: string;
}

async function startServer(): Promise<Server> {
  const port = await freePort();
  const program = spawnProgram(['serve'], { ...env, PORT: String(port) });
  await program.said('serves at');
  return {
    url: `http://127.0.0.1:${port}`,
    [Symbol.asyncDispose]: async () => program[Symbol.asyncDispose](),
  };
}

/** The data of a request that must succeed. */
async function asked<Data>({ url }: Server, query: string, variables: object = {}): Promise<Data> {
  const { data, errors } = await postGraphql<Data>(`${url}/graphql`, { query, variables });
  expect(errors).toEqual([]);
  return data!;
}

/** Starts a job by one of the four mutations; resolves to its id. */
async function started(
  server: Server,
  mutation: 'startBacktest' | 'trainModel' | 'refreshForecasts' | 'exportForecasts',
  input: object,
): Promise<string> {
  const type = `${mutation.charAt(0).toUpperCase()}${mutation.slice(1)}Input!`;
  const query = `mutation($input: ${type}) {
    started: ${mutation}(input: $input) { job { id } userErrors { field message } }
  }`;
  const { started: payload } = await asked<{
    readonly started: {
      readonly job: { readonly id: string } | null;
      readonly userErrors: unknown;
    };
  }>(server, query, { input });
  expect(payload.userErrors).toEqual([]);
  return payload.job!.id;
}

interface Progress {
  readonly status: string;
  readonly done: number;
  readonly revision: number;
  readonly total: number | null;
}

interface Scores {
  readonly job: {
    readonly backtestRun: {
      readonly leaderboardEntries: readonly {
        readonly model: string;
        readonly wape: number;
        readonly levels: readonly {
          readonly level: string;
          readonly leadTimes: readonly object[];
        }[];
      }[];
    };
  };
}

/** Every state of a job that is pushed until it ends; it ends well, and nothing ever goes backwards. */
async function followed({ url }: Server, id: string): Promise<readonly Progress[]> {
  await using socket = connectSocket(url);
  const query =
    'subscription($id: ID!) { jobProgress(id: $id) { status done total revision error { message } } }';
  const seen: Progress[] = [];
  for await (const { data, errors } of socket.messages(query, { id })) {
    expect(errors).toBeUndefined();
    seen.push(data!['jobProgress'] as Progress);
  }
  expect(seen.at(-1)).toMatchObject({ status: 'SUCCEEDED', error: null });
  for (const [place, { done, revision }] of seen.entries()) {
    const before = seen[place - 1];
    if (before === undefined) continue;
    expect(done).toBeGreaterThanOrEqual(before.done);
    expect(revision).toBeGreaterThan(before.revision);
  }
  return seen;
}

test('a dashboard starts work at one server and follows it at another, from a backtest to a file of forecasts', async () => {
  await using here = await startServer();
  await using there = await startServer();
  await using worker: SpawnedProgram = spawnProgram(['worker'], env);
  await worker.said('works on');

  // Score.
  const models = ['simple-exponential-smoothing', 'seasonal-naive', 'ets-auto'];
  const request = { dataset: 'shop', models, horizon, windows: 20, stepSize: 1 };
  const backtest = await started(here, 'startBacktest', request);
  const states = await followed(there, backtest);
  expect(states.length).toBeGreaterThan(2);
  expect(states.at(-1)).toMatchObject({ done: 60, total: 60 });
  const scores = await asked<Scores>(
    there,
    `query($id: ID!) { job(id: $id) { backtestRun { leaderboardEntries {
       model wape levels { level wape leadTimes { leadTime wape } } } } } }`,
    { id: backtest },
  );
  const { leaderboardEntries } = scores.job.backtestRun;
  expect(leaderboardEntries.map(({ model }) => model).sort()).toEqual(models.toSorted());
  // Demand repeats itself every week.
  const exact = leaderboardEntries.find(({ model }) => model === 'seasonal-naive')!;
  expect(exact.levels.map(({ level }) => level)).toEqual(
    expect.arrayContaining(['total', 'store', 'item-store']),
  );
  for (const { leadTimes } of exact.levels) expect(leadTimes).toHaveLength(horizon);
  expect(exact.wape).toBe(0);

  // Train, and let it serve.
  const training = await started(here, 'trainModel', {
    ...{ dataset: 'shop', horizon, lookbacks: [2], members: 1, steps: 60, batchSize: 16, width: 8 },
    ...{ windows: 1, quantileLevels: [0.1, 0.9] },
  });
  await followed(there, training);
  const trained = await asked<{ job: { modelVersion: { id: string; artifactSha256: string } } }>(
    here,
    'query($id: ID!) { job(id: $id) { modelVersion { id artifactSha256 } } }',
    { id: training },
  );
  const { id: version, artifactSha256 } = trained.job.modelVersion;
  const promotion = `mutation($input: PromoteModelVersionInput!) {
    promoteModelVersion(input: $input) { promotion { forced } userErrors { message } }
  }`;
  // So small a network passes no gate.
  const input = { version, actor: 'dashboard', reason: 'a test', force: true };
  expect(await asked(there, promotion, { input })).toMatchObject({
    promoteModelVersion: { promotion: { forced: true }, userErrors: [] },
  });

  // Say what will be sold, and keep it.
  const refreshed = { dataset: 'shop', model: 'n-beats', horizon };
  const refresh = await started(there, 'refreshForecasts', refreshed);
  expect((await followed(here, refresh)).at(-1)).toMatchObject({ done: items, total: items });
  const forecast = await asked<{ forecast: { forecasts: readonly unknown[] } }>(
    here,
    `{ forecast(input: { dataset: "shop", itemKeys: ["ITEM_003"], model: "n-beats", horizon: ${horizon} }) {
         forecasts { servedModel provenance { source artifactSha256 } } } }`,
  );
  expect(forecast.forecast.forecasts).toEqual([
    { servedModel: 'n-beats', provenance: { source: 'STORED', artifactSha256 } },
  ]);

  // Take it home.
  const exporting = await started(here, 'exportForecasts', { dataset: 'shop', format: 'CSV' });
  await followed(there, exporting);
  const made = await asked<{ job: { export: { url: string; rows: number } } }>(
    there,
    'query($id: ID!) { job(id: $id) { export { url rows } } }',
    { id: exporting },
  );
  const { url, rows } = made.job.export;
  expect(rows).toBe(items * horizon);
  for (const server of [here, there]) {
    const response = await fetch(new URL(url, server.url));
    expect(response.status).toBe(200);
    const lines = parse<Record<string, string>>(await response.text(), { columns: true });
    expect(lines).toHaveLength(rows);
    expect(new Set(lines.map((line) => line['item_id'])).size).toBe(items);
  }
}, 180_000);
