import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { ItemForecast } from './application/forecasts/index.ts';
import { jobEnded } from './testing/jobs.ts';
import { createTestModelStore, type TestModelStore } from './testing/model-artifacts.ts';
import { type RunningApp, startApp } from './testing/running-app.ts';
import { ingestShop, shopKey } from './testing/shop-data.ts';
import { connectSocket } from './testing/graphql-socket.ts';
import { tinyFacts, tinyTensors } from './testing/tiny-network.ts';

const { signal } = new AbortController();
const items = 5;
const levels = [0.05, 0.1, 0.5, 0.9, 0.95];
/** Of the shop, and one that is three days old. */
const keys = [...Array.from({ length: items }, (_, index) => shopKey(index)), 'NEW'];

let models: TestModelStore;
let running: RunningApp;
let clientKeys = 0;

beforeAll(async () => {
  models = await createTestModelStore();
  for (const version of ['1', '2']) {
    const facts = tinyFacts({ version });
    await models.store.publish({ facts, tensors: tinyTensors(Number(version)), card: '# Card\n' });
  }
  running = await startApp({
    DATA_DIRECTORY: models.folder,
    MODEL_STORE_DIRECTORY: models.directory,
    MODEL_PUBLIC_KEYS: models.key.publicKey.text,
    MODEL_KEYS_FILE: join(models.folder, 'none.json'),
    MODEL_SIGNING_KEY: models.keyFile,
    MODEL_TIMEOUT_SECONDS: '60',
    REQUEST_TIMEOUT_SECONDS: '120',
    GATE_MAX_LATENCY_MS: '600000',
    TENSOR_BACKEND: 'wasm',
    REFRESH_QUANTILE_LEVELS: levels.join(','),
    // What is asked again is computed again, or the store would not be compared with computing.
    FORECAST_CACHE_BYTES: '0',
  });
  await ingestShop(running.app.ingestions, { items, days: 200 });
  await sell('NEW', '2015-07-17', [3, 1, 2]);
  await running.app.work();
});
afterAll(async () => {
  await running[Symbol.asyncDispose]();
  await models[Symbol.asyncDispose]();
});

/** Appends demand of an item. */
async function sell(item: string, start: string, values: readonly number[]): Promise<void> {
  const updates = [{ item, start, values }];
  await running.app.ingestDemand.execute({ dataset: 'shop', updates, createItems: true }, signal);
}

/** The forecasts of a request, without what differs from request to request. */
async function asked(request: object = {}): Promise<readonly ItemForecast[]> {
  const usual = { dataset: 'shop', itemKeys: keys, horizon: 14, quantileLevels: levels };
  const input = { ...usual, ...request };
  return (await running.app.requestForecast.execute(input, signal)).forecasts;
}

const sources = (forecasts: readonly ItemForecast[]) => [
  ...new Set(forecasts.map(({ provenance }) => provenance.source)),
];

/** Forecasts as they are wherever they came from. */
const numbers = (forecasts: readonly ItemForecast[]) =>
  forecasts.map(({ provenance, ...forecast }) => ({
    ...forecast,
    provenance: { ...provenance, source: 'either' },
  }));

const start = /* GraphQL */ `
  mutation ($input: RefreshForecastsInput!) {
    refreshForecasts(input: $input) {
      job {
        id
        kind
        status
      }
      replayed
      userErrors {
        field
        code
        message
      }
    }
  }
`;

interface Started {
  readonly refreshForecasts: {
    readonly job: { readonly id: string; readonly kind: string } | null;
    readonly replayed: boolean;
    readonly userErrors: readonly { readonly field: readonly string[]; readonly code: string }[];
  };
}

const numberOf = (id: string) => Number(Buffer.from(id, 'base64url').toString().split(':')[1]);

/** Refreshes over the API, and waits for the end. */
async function refresh(input: object = {}) {
  const idempotencyKey = `key ${(clientKeys += 1)}`;
  const given = { dataset: 'shop', horizon: 14, idempotencyKey, ...input };
  const { data, errors } = await running.post<Started>(start, { input: given });
  expect(errors).toEqual([]);
  const id = data!.refreshForecasts.job!.id;
  return { id, job: await jobEnded(running.app, numberOf(id)), given };
}

describe('a refresh', () => {
  test('stores every item, and from then on the store answers what computing answered', async () => {
    const before = await asked();
    expect(sources(before)).toEqual(['ON_DEMAND']);
    expect(before.at(-1)!.degradation).toMatchObject({ reason: 'HISTORY_TOO_SHORT' });
    const { id, job, given } = await refresh();
    expect(job).toMatchObject({
      status: 'succeeded',
      kind: 'refresh',
      progress: { done: 6, total: 6, unit: 'items' },
      cost: { itemWindows: 6 },
      result: { kind: 'forecast-issue' },
    });
    expect(job.cost.valuesRead).toBeGreaterThan(0);

    const after = await asked();
    expect(sources(after)).toEqual(['STORED']);
    expect(numbers(after)).toEqual(numbers(before));

    const again = await running.post<Started>(start, { input: given });
    expect(again.data!.refreshForecasts).toMatchObject({ replayed: true, job: { id } });
    const { data } = await running.post(
      `query($id: ID!) { job(id: $id) { kind forecastIssue {
         id items horizon quantileLevels model modelVersion cutoff seed dataset { slug } issuedAt } } }`,
      { id },
    );
    expect(data).toMatchObject({
      job: {
        kind: 'REFRESH',
        forecastIssue: {
          ...{ items: 6, horizon: 14, quantileLevels: levels, cutoff: '2015-07-19', seed: 1 },
          ...{ model: 'ets-ana', dataset: { slug: 'shop' } },
        },
      },
    });
  });

  test('answers subsets of its levels; other levels and other horizons are computed', async () => {
    const some = { quantileLevels: [0.95, 0.1] };
    const [stored, verified] = [await asked(some), await recomputed(some)];
    expect(sources(stored)).toEqual(['STORED']);
    expect(verified).toBe(true);
    expect(sources(await asked({ quantileLevels: [0.2] }))).toEqual(['ON_DEMAND']);
    // The errors of the past that a classical model looks at depend on the horizon.
    expect(sources(await asked({ horizon: 13 }))).toEqual(['ON_DEMAND']);
    expect(sources(await asked({ horizon: 15 }))).toEqual(['ON_DEMAND']);
    expect(sources(await asked({ model: 'seasonal-naive' }))).toEqual(['ON_DEMAND']);
    expect(sources(await asked({ cutoff: '2015-07-01' }))).toEqual(['ON_DEMAND']);
  });

  test('of the same data and model is the issue that is there', async () => {
    const [one, other] = [await refresh(), await refresh()];
    expect(one.job.result).toEqual(other.job.result);
  });

  test('answers a shorter horizon of a network, whose first periods are the same', async () => {
    await refresh({ model: 'n-beats' });
    for (const horizon of [14, 5]) {
      const request = { model: 'n-beats', horizon };
      const stored = await asked(request);
      const known = stored.filter(({ item }) => item.key !== 'NEW');
      expect(sources(known)).toEqual(['STORED']);
      expect(known[0]!.provenance).toMatchObject({ backend: { name: 'wasm' } });
      expect(await recomputed(request)).toBe(true);
    }
    // What the network did not answer itself was computed by a model whose numbers depend on the horizon.
    const [young] = await asked({ model: 'n-beats', horizon: 5, itemKeys: ['NEW'] });
    expect(young!.provenance.source).toBe('ON_DEMAND');
    const [{ provenance }] = (await asked({ model: 'n-beats' })) as [ItemForecast];
    const version = provenance.modelVersion === 'n-beats@1' ? '2' : '1';
    const move = { model: 'n-beats', version, reason: 'test', actor: 'test', force: true };
    expect((await running.app.promoteModel.execute(move)).userErrors).toEqual([]);
    // A promotion counts within a second.
    const now = async () => sources(await asked({ model: 'n-beats' }));
    await expect.poll(now, { timeout: 30_000, interval: 150 }).toEqual(['ON_DEMAND']);
  });

  test('is stale when demand has arrived; the next one is fresh, and both can be read', async () => {
    await sell(shopKey(0), '2015-07-20', [100]);
    const [computed] = await asked({ itemKeys: [shopKey(0)] });
    expect(computed!.provenance.source).toBe('ON_DEMAND');
    expect(computed!.cutoff).toBe('2015-07-20');
    await refresh();
    const [stored] = await asked({ itemKeys: [shopKey(0)] });
    expect(stored!.provenance.source).toBe('STORED');
    expect(numbers([stored!])).toEqual(numbers([computed!]));

    const page = async (after: string | null) => {
      const { data, errors } = await running.post<Issued>(
        `query($after: String) { items(dataset: "shop", first: 2) { nodes { key
           forecastsIssued(first: 2, after: $after) {
             nodes { issuedAt issue { id } forecast {
               cutoff dates mean servedModel requestedModel quantiles { level values }
               degradation { reason } provenance { source datasetVersion modelVersion } } }
             pageInfo { hasNextPage endCursor } } } } }`,
        { after },
      );
      expect(errors).toEqual([]);
      return data!.items.nodes;
    };
    const [first, young] = await page(null);
    expect(first!.key).toBe(shopKey(0));
    expect(young!.forecastsIssued.nodes).toHaveLength(2);
    expect(first!.forecastsIssued).toMatchObject({
      nodes: [
        { forecast: { cutoff: '2015-07-20', mean: [...stored!.mean], requestedModel: 'ets-ana' } },
        { forecast: { cutoff: '2015-07-19', requestedModel: 'n-beats' } },
      ],
      pageInfo: { hasNextPage: true },
    });
    const rest = await page(first!.forecastsIssued.pageInfo.endCursor);
    expect(rest[0]!.forecastsIssued).toMatchObject({
      nodes: [{ forecast: { cutoff: '2015-07-19', requestedModel: 'ets-ana' } }],
      pageInfo: { hasNextPage: false },
    });
    const list = await running.post(
      '{ forecastIssues(dataset: "shop", first: 2) { nodes { id cutoff model } pageInfo { hasNextPage } } }',
    );
    expect(list.data).toMatchObject({
      forecastIssues: {
        nodes: [
          { cutoff: '2015-07-20', model: 'ets-ana' },
          { cutoff: '2015-07-19', model: 'n-beats' },
        ],
        pageInfo: { hasNextPage: true },
      },
    });
  });

  test('is followed over a subscription, item by item', async () => {
    const { job } = await running.app.startJob.execute(
      'refresh',
      { dataset: 'shop', horizon: 3 },
      {},
    );
    const id = Buffer.from(`Job:${job.id}`).toString('base64url');
    await using socket = connectSocket(running.url);
    const states = [];
    const query = 'subscription($id: ID!) { jobProgress(id: $id) { status done total unit } }';
    for await (const { data } of socket.messages(query, { id })) states.push(data!['jobProgress']);
    expect(states.at(-1)).toEqual({ status: 'SUCCEEDED', done: 6, total: 6, unit: 'items' });
  });

  test.each([
    [{ dataset: 'ghost' }, ['dataset'], 'DATASET_NOT_FOUND'],
    [{ model: 'oracle' }, ['model'], 'MODEL_NOT_FOUND'],
    [{ horizon: 0 }, ['horizon'], 'INVALID_INPUT'],
    [{ horizon: 366 }, ['horizon'], 'LIMIT_EXCEEDED'],
    [{ quantileLevels: [1.5] }, ['quantileLevels', '0'], 'INVALID_INPUT'],
  ])('%o is refused as data', async (change, field, code) => {
    const { data } = await running.post<Started>(start, { input: { dataset: 'shop', ...change } });
    expect(data!.refreshForecasts).toMatchObject({ job: null, userErrors: [{ field, code }] });
  });
});

/** Whether computing anew gives what is answered now, every number and all of the provenance. */
async function recomputed(request: object): Promise<boolean> {
  const forecasts = await asked(request);
  const claims = forecasts.map((forecast) => ({
    ...forecast,
    item: { dataset: 'shop', key: forecast.item.key },
    mean: [...forecast.mean],
    median: [...forecast.median],
    quantiles: forecast.quantiles.map(({ level, values }) => ({ level, values: [...values] })),
  }));
  const { verifications } = await running.app.verifyForecast.execute({ forecasts: claims }, signal);
  return verifications!.every(({ matches }) => matches);
}

interface Issued {
  readonly items: {
    readonly nodes: readonly {
      readonly key: string;
      readonly forecastsIssued: {
        readonly nodes: readonly object[];
        readonly pageInfo: { readonly endCursor: string };
      };
    }[];
  };
}

test('a setting switches the store off', async () => {
  await using other = await startApp({ STORED_FORECASTS: 'false' });
  await ingestShop(other.app.ingestions, { items: 1, days: 60 });
  const request = { dataset: 'shop', asOf: new Date(), horizon: 3 };
  const issue = await other.app.refreshForecasts.execute(request, {
    ...{ signal, hold: { holder: 'test', seconds: 30 } },
  });
  expect(issue).toMatchObject({ items: 1, horizon: 3 });
  const input = { dataset: 'shop', itemKeys: [shopKey(0)], horizon: 3 };
  const { forecasts } = await other.app.requestForecast.execute(input, signal);
  expect(sources(forecasts)).toEqual(['ON_DEMAND']);
});
