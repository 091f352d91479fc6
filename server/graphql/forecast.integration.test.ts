import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type RunningApp, startApp } from '../testing/running-app.ts';
import { ingestShop, shopKey } from '../testing/shop-data.ts';
import { countStatements } from '../testing/statement-counter.ts';
import { globalId } from './node/global-id.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await startApp();
  await ingestShop(running.app.ingestions, { items: 60, days: 400 });
  await ingestShop(running.app.ingestions, { slug: 'kiosk', items: 2, days: 30 });
});

afterAll(async () => {
  await running[Symbol.asyncDispose]();
});

async function read(query: string, variables: object = {}) {
  const { data, errors } = await running.post(query, variables);
  expect(errors).toEqual([]);
  return data!;
}

const columns = `forecasts {
  item { key } cutoff dates mean median quantiles { level values }
  requestedModel servedModel degradation { reason requestedModel servedModel detail }
  provenance { modelVersion artifactSha256 datasetVersion asOf seed configHash source }
}`;

describe('forecast', () => {
  test('answers in columns and in rows, with provenance', async () => {
    const { forecast } = await read(
      `query ($input: ForecastInput!) { forecast(input: $input) {
        requestedModel horizon quantileLevels degradedCount traceId
        ${columns} again: forecasts { points { date mean median quantiles { level value } } }
      } }`,
      {
        input: {
          dataset: 'shop',
          itemKeys: [shopKey(1), shopKey(0)],
          horizon: 3,
          quantileLevels: [0.9, 0.1],
          model: 'seasonal-naive',
        },
      },
    );
    const values = expect.arrayContaining([expect.any(Number)]) as number[];
    expect(forecast).toMatchObject({
      requestedModel: 'seasonal-naive',
      horizon: 3,
      quantileLevels: [0.1, 0.9],
      degradedCount: 0,
      traceId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      forecasts: [
        {
          item: { key: shopKey(1) },
          cutoff: '2016-02-04',
          dates: ['2016-02-05', '2016-02-06', '2016-02-07'],
          mean: values,
          quantiles: [
            { level: 0.1, values },
            { level: 0.9, values },
          ],
          servedModel: 'seasonal-naive',
          degradation: null,
          provenance: { artifactSha256: null, seed: 1, source: 'ON_DEMAND' },
        },
        { item: { key: shopKey(0) } },
      ],
      again: [
        {
          points: expect.arrayContaining([
            {
              date: '2016-02-06',
              mean: expect.any(Number) as number,
              median: expect.any(Number) as number,
              quantiles: [
                { level: 0.1, value: expect.any(Number) as number },
                { level: 0.9, value: expect.any(Number) as number },
              ],
            },
          ]) as object,
        },
        {},
      ],
    });
  });

  test('takes global ids of several datasets', async () => {
    const items = [
      globalId({ kind: 'Item', dataset: 'kiosk', key: shopKey(0) }),
      globalId({ kind: 'Item', dataset: 'shop', key: shopKey(7) }),
    ];
    const { forecast } = await read(
      'query ($items: [ID!]) { forecast(input: { items: $items, horizon: 1 }) { forecasts { item { id } cutoff } } }',
      { items },
    );
    expect(forecast).toEqual({
      forecasts: [
        { item: { id: items[0] }, cutoff: '2015-01-30' },
        { item: { id: items[1] }, cutoff: '2016-02-04' },
      ],
    });
  });

  test('starts from an earlier cutoff as if nothing came after it', async () => {
    const { forecast } = await read(
      '{ forecast(input: { dataset: "shop", itemKeys: ["ITEM_000"], horizon: 2, model: "naive", cutoff: "2015-03-01" }) { forecasts { cutoff dates mean } } }',
    );
    expect(forecast).toEqual({
      forecasts: [{ cutoff: '2015-03-01', dates: ['2015-03-02', '2015-03-03'], mean: [4, 4] }],
    });
  });

  test('costs the same number of statements for one item and for fifty', async () => {
    const query = `query ($keys: [String!]) {
      forecast(input: { dataset: "shop", itemKeys: $keys, horizon: 30 }) {
        forecasts { item { id dataset { name } history(last: 7) { demand } } mean }
      }
    }`;
    const keys = Array.from({ length: 50 }, (_, index) => shopKey(index));
    await read(query, { keys: keys.slice(0, 2) });
    const counts: number[] = [];
    for (const length of [1, 50]) {
      using statements = countStatements();
      await read(query, { keys: keys.slice(0, length) });
      counts.push(statements.count);
    }
    expect(counts[1]).toBe(counts[0]);
    expect(counts[0]).toBeLessThanOrEqual(9);
  });

  test('lists the models that can be asked for', async () => {
    const { forecasters } = await read('{ forecasters { name description isDefault } }');
    expect(forecasters).toContainEqual({
      name: 'ets-ana',
      description: expect.stringMatching(/\w+/) as string,
      isDefault: true,
    });
  });
});

describe('ingestDemand', () => {
  const mutation = `mutation ($input: IngestDemandInput!) { ingestDemand(input: $input) {
    ingestion { id sequence source valueCount dataset { slug version } }
    unchanged userErrors { field message code }
  } }`;
  const correction = {
    dataset: 'kiosk',
    updates: [{ item: shopKey(0), start: '2015-01-29', values: [100, 100] }],
  };

  test('appends, keeps what was known before, and answers as of then with the same bytes', async () => {
    const ask = `query ($asOf: DateTimeISO) { forecast(
      input: { dataset: "kiosk", itemKeys: ["ITEM_000"], horizon: 5, asOf: $asOf }
    ) { ${columns} } }`;
    const before = await read(ask);
    const { dataset } = await read('{ dataset(slug: "kiosk") { recordedAt version } }');
    const { ingestDemand } = await read(mutation, { input: correction });
    expect(ingestDemand).toMatchObject({
      ingestion: { sequence: 2, source: 'mutation', dataset: { slug: 'kiosk' } },
      unchanged: false,
      userErrors: [],
    });
    const after = await read(ask);
    expect(after).not.toEqual(before);
    // The shape that the query above asks for.
    const { recordedAt } = dataset as { recordedAt: string };
    const asOf = await read(ask, { asOf: recordedAt });
    expect(JSON.stringify(asOf)).toBe(JSON.stringify(before));
    const history =
      'query ($asOf: DateTimeISO) { items(dataset: "kiosk", first: 1) { nodes { history(last: 2, asOf: $asOf) { demand } } } }';
    expect(await read(history)).toMatchObject({
      items: { nodes: [{ history: { demand: [100, 100] } }] },
    });
    expect(await read(history, { asOf: recordedAt })).toMatchObject({
      items: { nodes: [{ history: { demand: [1, 2] } }] },
    });
  });

  test('of the same content again does nothing and says so', async () => {
    await read(mutation, { input: correction });
    const { ingestDemand } = await read(mutation, { input: correction });
    expect(ingestDemand).toMatchObject({ unchanged: true, userErrors: [] });
  });

  test('returns what the caller can correct as user errors', async () => {
    const refused = async (input: object) => (await read(mutation, { input }))['ingestDemand'];
    expect(await refused({ ...correction, dataset: 'none' })).toMatchObject({
      ingestion: null,
      userErrors: [{ field: ['dataset'], code: 'DATASET_NOT_FOUND' }],
    });
    const updates = [{ item: 'NEW', start: '2015-13-01', values: [1] }];
    expect(await refused({ dataset: 'kiosk', updates })).toMatchObject({
      ingestion: null,
      userErrors: [{ field: ['updates', '0', 'start'], code: 'INVALID_DATE' }],
    });
    const unknown = [{ item: 'NEW', start: '2015-01-01', values: [1] }];
    expect(await refused({ dataset: 'kiosk', updates: unknown })).toMatchObject({
      userErrors: [{ field: ['updates', '0', 'item'], code: 'ITEMS_NOT_FOUND' }],
    });
    const many = [{ item: 'NEW', start: '2015-01-01', values: Array(10_001).fill(1) }];
    expect(await refused({ dataset: 'kiosk', updates: many })).toMatchObject({
      userErrors: [{ code: 'LIMIT_EXCEEDED' }],
    });
  });

  test('creates items with their attributes when asked to, and changes those that are named', async () => {
    const updates = (attributes: object) => [
      {
        item: 'NEW',
        start: '2015-01-01',
        values: [1, null, 3],
        prices: [9, null, null],
        attributes,
      },
    ];
    const input = { dataset: 'kiosk', createItems: true, again: true };
    await read(mutation, {
      input: { ...input, updates: updates({ store: 'S1', state: 'CA', attributes: { shelf: 4 } }) },
    });
    await read(mutation, {
      input: { ...input, updates: updates({ state: null, department: 'D' }) },
    });
    const id = globalId({ kind: 'Item', dataset: 'kiosk', key: 'NEW' });
    const data = await read(
      'query ($id: ID!) { item(id: $id) { store state department attributes history(last: 400) { demand prices } } }',
      { id },
    );
    expect(data['item']).toMatchObject({
      store: 'S1',
      state: null,
      department: 'D',
      attributes: { shelf: 4 },
    });
    const { history } = data['item'] as { history: { demand: unknown[]; prices: unknown[] } };
    expect(history.demand.slice(0, 3)).toEqual([1, null, 3]);
    expect(history.prices.slice(0, 2)).toEqual([9, null]);
  });
});
