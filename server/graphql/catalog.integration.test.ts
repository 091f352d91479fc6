import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type RunningApp, startApp } from '../testing/running-app.ts';
import { ingestShop, shopKey } from '../testing/shop-data.ts';
import { countStatements } from '../testing/statement-counter.ts';
import { globalId } from './node/global-id.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await startApp();
  await ingestShop(running.app.ingestions, { items: 60, days: 400 });
  await ingestShop(running.app.ingestions, { slug: 'kiosk', items: 3, days: 30 });
});

afterAll(async () => {
  await running[Symbol.asyncDispose]();
});

async function read(query: string, variables: object = {}) {
  const { data, errors } = await running.post(query, variables);
  expect(errors).toEqual([]);
  return data!;
}

describe('datasets', () => {
  test('are listed with what is known about them', async () => {
    const data = await read(`{ datasets {
      id slug name description synthetic licence frequency weekStartsOn missingValuePolicy itemCount firstDate lastDate
      version recordedAt
      ingestions(first: 1) { id sequence source rowCount valueCount itemCount dataset { slug }
        audit { findings { check unit count examples } } files { name bytes sha256 rows } }
      events { date name kind region }
    } }`);
    expect(data['datasets']).toEqual([
      expect.objectContaining({ slug: 'kiosk', itemCount: 3, lastDate: '2015-01-30' }),
      expect.objectContaining({
        id: globalId({ kind: 'Dataset', slug: 'shop' }),
        slug: 'shop',
        synthetic: true,
        frequency: 'DAILY',
        missingValuePolicy: 'ZERO',
        itemCount: 60,
        firstDate: '2015-01-01',
        lastDate: '2016-02-04',
        version: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
        ingestions: [
          expect.objectContaining({ sequence: 1, itemCount: 60, dataset: { slug: 'shop' } }),
        ],
        events: [{ date: '2015-12-25', name: 'Christmas', kind: 'holiday', region: '' }],
      }),
    ]);
  });

  test('that do not exist are null', async () => {
    expect(await read('{ dataset(slug: "none") { slug } }')).toEqual({ dataset: null });
  });

  test('show only the events between two days', async () => {
    const query = `query ($from: PeriodDate, $to: PeriodDate) {
      dataset(slug: "shop") { events(from: $from, to: $to) { name } }
    }`;
    const none = { dataset: { events: [] } };
    expect(await read(query, { to: '2015-12-24' })).toEqual(none);
    expect(await read(query, { from: '2015-12-26' })).toEqual(none);
    expect(await read(query, { from: '2015-12-25', to: '2015-12-25' })).not.toEqual(none);
  });
});

describe('items', () => {
  const page = `query ($first: Int, $after: String, $filter: ItemFilter, $orderBy: ItemOrder) {
    items(dataset: "shop", first: $first, after: $after, filter: $filter, orderBy: $orderBy) {
      totalCount nodes { key } edges { cursor node { key } }
      pageInfo { hasNextPage hasPreviousPage startCursor endCursor }
    }
  }`;

  interface Page {
    readonly totalCount: number;
    readonly nodes: readonly { readonly key: string }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  }

  async function pageOf(variables: object): Promise<Page> {
    // The shape that the query above asks for.
    return (await read(page, variables))['items'] as Page;
  }

  test.each(['KEY', 'STORE', 'DEPARTMENT'])(
    'ordered by %s, both ways, are paged through once each',
    async (field) => {
      for (const direction of ['ASC', 'DESC']) {
        const seen: string[] = [];
        let after: string | null = null;
        do {
          const found: Page = await pageOf({ first: 7, after, orderBy: { field, direction } });
          expect(found.totalCount).toBe(60);
          seen.push(...found.nodes.map(({ key }) => key));
          after = found.pageInfo.hasNextPage ? found.pageInfo.endCursor : null;
        } while (after !== null);
        expect(seen).toHaveLength(60);
        expect(new Set(seen).size).toBe(60);
      }
    },
  );

  test('are filtered by their attributes and the head of their key', async () => {
    const texan = await pageOf({ filter: { store: ['TX_1'], keyPrefix: 'ITEM_00' } });
    expect(texan.nodes.map(({ key }) => key)).toEqual([1, 3, 5, 7, 9].map(shopKey));
    expect(texan.totalCount).toBe(5);
    const nobody = await pageOf({ filter: { department: ['NONE'] } });
    expect(nobody).toMatchObject({ totalCount: 0, nodes: [], pageInfo: { endCursor: null } });
  });

  test('cost the same number of statements, however many they are', async () => {
    const query = `query ($first: Int) { items(dataset: "shop", first: $first) {
      totalCount
      nodes { id key attributes
        dataset { slug itemCount version firstDate recordedAt ingestions { id } events { name } }
        history(last: 30) { dates demand prices asOf datasetVersion } }
    } }`;
    await read(query, { first: 2 });
    const counts: number[] = [];
    for (const first of [2, 60]) {
      using statements = countStatements();
      await read(query, { first });
      counts.push(statements.count);
    }
    expect(counts[1]).toBe(counts[0]);
    expect(counts[0]).toBeLessThanOrEqual(12);
  });

  test('named by id cost the same number of statements, however many they are', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => [
      globalId({ kind: 'Item', dataset: 'shop', key: shopKey(index) }),
      globalId({ kind: 'Ingestion', dataset: 'shop', sequence: index + 1 }),
    ]).flat();
    const query =
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Item { key dataset { name } } } }';
    await read(query, { ids: ids.slice(0, 2) });
    const counts: number[] = [];
    for (const length of [2, 50]) {
      using statements = countStatements();
      const { nodes } = await read(query, { ids: ids.slice(0, length) });
      expect(nodes).toHaveLength(length);
      counts.push(statements.count);
    }
    expect(counts).toEqual([3, 3]);
  });
});

describe('a history', () => {
  const item = globalId({ kind: 'Item', dataset: 'shop', key: shopKey(3) });
  const query = `query ($id: ID!, $from: PeriodDate, $to: PeriodDate, $last: Int, $asOf: DateTimeISO, $view: HistoryView! = RECORDED) {
    item(id: $id) { key store history(from: $from, to: $to, last: $last, asOf: $asOf, view: $view) { dates demand prices } }
  }`;

  test('has dates, demand and prices side by side, unknown as null', async () => {
    const data = await read(query, { id: item, from: '2015-01-09', to: '2015-01-12' });
    expect(data['item']).toEqual({
      key: shopKey(3),
      store: 'TX_1',
      history: {
        dates: ['2015-01-09', '2015-01-10', '2015-01-11', '2015-01-12'],
        demand: [5, 6, null, 8],
        prices: [2, 2, 2, 2],
      },
    });
  });

  test('can be shown as models see it', async () => {
    const range = { id: item, from: '2015-01-10', to: '2015-01-12', view: 'MODELLED' };
    const data = await read(query, range);
    expect(data).toMatchObject({ item: { history: { demand: [6, 0, 8] } } });
  });

  test('ends with the data and starts with the first value at the earliest', async () => {
    const tail = await read(query, { id: item, last: 2 });
    expect(tail).toMatchObject({ item: { history: { dates: ['2016-02-03', '2016-02-04'] } } });
    const head = await read(query, { id: item, from: '2010-01-01', to: '2015-01-02' });
    expect(head).toMatchObject({ item: { history: { dates: ['2015-01-01', '2015-01-02'] } } });
    const before = await read(query, { id: item, to: '2014-01-01' });
    expect(before).toMatchObject({ item: { history: { dates: [], demand: [], prices: [] } } });
  });

  test('of a time when nothing was known is refused', async () => {
    const { errors } = await running.post(query, { id: item, asOf: '2001-01-01T00:00:00Z' });
    expect(errors[0]?.extensions).toMatchObject({ code: 'UNPROCESSABLE', reason: 'NO_DATA_AS_OF' });
  });
});

describe('node', () => {
  test('finds items, datasets and ingestions again by their ids', async () => {
    const ids = [
      globalId({ kind: 'Dataset', slug: 'shop' }),
      globalId({ kind: 'Item', dataset: 'shop', key: shopKey(0) }),
      globalId({ kind: 'Ingestion', dataset: 'shop', sequence: 1 }),
      globalId({ kind: 'Ingestion', dataset: 'shop', sequence: 99 }),
      globalId({ kind: 'Ingestion', dataset: 'none', sequence: 1 }),
      globalId({ kind: 'Item', dataset: 'shop', key: 'none' }),
    ];
    const { nodes } = await read('query ($ids: [ID!]!) { nodes(ids: $ids) { __typename id } }', {
      ids,
    });
    expect(nodes).toEqual([
      { __typename: 'Dataset', id: ids[0] },
      { __typename: 'Item', id: ids[1] },
      { __typename: 'Ingestion', id: ids[2] },
      null,
      null,
      null,
    ]);
    expect(await read('query ($id: ID!) { node(id: $id) { id } }', { id: ids[0] })).toEqual({
      node: { id: ids[0] },
    });
  });

  test('gives a malformed id an error of its own and answers the others', async () => {
    const good = globalId({ kind: 'Dataset', slug: 'shop' });
    const { data, errors } = await running.post(
      'query ($ids: [ID!]!) { nodes(ids: $ids) { id } }',
      { ids: ['nonsense', good] },
    );
    expect(data).toEqual({ nodes: [null, { id: good }] });
    expect(errors[0]).toMatchObject({ path: ['nodes', 0], extensions: { reason: 'INVALID_ID' } });
  });
});
