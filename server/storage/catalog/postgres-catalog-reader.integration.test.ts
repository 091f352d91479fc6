import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Item, ItemFilter, ItemOrder, NewDataset } from '../../application/catalog/index.ts';
import { itemOrders } from '../../application/catalog/index.ts';
import type { ItemAttributes } from '../../application/ingestion/ports.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { PostgresIngestionStore } from '../ingestion/postgres-ingestion-store.ts';
import { PostgresCatalogReader } from './postgres-catalog-reader.ts';

let testDatabase: TestDatabase;
let catalog: PostgresCatalogReader;
let shop: number;
let empty: number;

const dataset: NewDataset = {
  slug: 'shop',
  name: 'Shop',
  description: 'All of it',
  calendar: { frequency: 'weekly', weekStartsOn: 7 },
  missingValuePolicy: 'forward-fill',
  synthetic: true,
  licence: 'CC0',
};

const odd = [
  `'; drop table item; --`,
  '%',
  '_',
  '\\',
  'a%b',
  'aXb',
  '{"a",b}',
  'Ä',
  'é',
  '😀',
  'A',
  ' ',
];
const items: readonly ItemAttributes[] = [
  ...odd.map((key) => ({ key, store: key, attributes: { odd: true } })),
  ...Array.from({ length: 40 }, (_, index) => ({
    key: `item-${String((index * 7) % 40).padStart(2, '0')}`,
    store: index % 4 === 0 ? null : `store ${index % 3}`,
    department: index % 2 === 0 ? 'FOODS' : null,
    category: `category ${index}`,
    state: index < 20 ? 'CA' : 'TX',
  })),
];

async function create(wanted: NewDataset, withItems: readonly ItemAttributes[]): Promise<number> {
  const store = new PostgresIngestionStore(testDatabase.database);
  return store.session(wanted, async (session) => {
    await session.upsertItems(withItems);
    await session.addCalendarEvents([
      { date: '2016-12-25', name: 'Christmas', kind: 'National', region: '' },
      { date: '2016-02-29', name: 'Leap day', kind: 'Other', region: 'CA' },
      { date: '2016-02-29', name: 'A day', kind: 'Other', region: '' },
    ]);
    const audit = { findings: [] };
    const contentHash = 'b'.repeat(64);
    await session.commit({ source: 'test', contentHash, files: [], audit, rowCount: 0 });
    return session.dataset.id;
  });
}

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  catalog = new PostgresCatalogReader(testDatabase.database);
  shop = await create(dataset, items);
  empty = await create({ ...dataset, slug: 'empty', missingValuePolicy: 'zero' }, []);
});
afterAll(() => testDatabase[Symbol.asyncDispose]());

const keysOf = (list: readonly Item[]) => list.map(({ key }) => key);
const first = (filter: ItemFilter) =>
  catalog.itemPage({
    datasetId: shop,
    filter,
    order: { field: 'key', direction: 'asc' },
    after: null,
    limit: 100,
  });

/** The statements that the server gets while `work` runs. */
async function statementsOf(work: () => Promise<unknown>): Promise<readonly string[]> {
  const { pool } = testDatabase.database;
  const statements: string[] = [];
  const query = pool.query.bind(pool);
  const spied: unknown = new Proxy(query, {
    apply: (target, self, args: unknown[]): unknown => {
      statements.push(JSON.stringify(args[0]));
      return Reflect.apply(target, self, args);
    },
  });
  Object.assign(pool, { query: spied });
  try {
    await work();
  } finally {
    Object.assign(pool, { query });
  }
  return statements;
}

describe('datasets', () => {
  test('are listed by slug with everything that they were created with', async () => {
    const all = await catalog.datasets();
    expect(all.map(({ slug }) => slug)).toEqual(['empty', 'shop']);
    expect(all[1]).toMatchObject({ ...dataset, id: shop });
    expect(all[1]?.createdAt).toBeInstanceOf(Date);
  });

  test('are found by slug; unknown ones are absent', async () => {
    const found = await catalog.datasetsBySlug(['shop', 'nope', `' or true --`]);
    expect(found.map(({ slug }) => slug)).toEqual(['shop']);
    expect(await catalog.datasetsBySlug([])).toEqual([]);
  });
});

describe('itemsByKey', () => {
  test('finds keys of any characters, taken literally', async () => {
    const found = await catalog.itemsByKey('shop', [...odd, 'unknown']);
    expect(keysOf(found).sort()).toEqual([...odd].sort());
    expect(found[0]).toMatchObject({
      datasetId: shop,
      datasetSlug: 'shop',
      attributes: { odd: true },
      department: null,
    });
    expect(await catalog.itemsByKey('empty', odd)).toEqual([]);
  });

  test('is one statement for any number of keys', async () => {
    const keys = Array.from({ length: 50_000 }, (_, index) => `item-${index}`);
    const statements = await statementsOf(async () => {
      expect(await catalog.itemsByKey('shop', keys)).toHaveLength(30);
    });
    expect(statements).toHaveLength(1);
  });
});

describe('itemPage', () => {
  /** JavaScript's own idea of the order: by field with nulls last, then by key, both by code point. */
  function expected({ field, direction }: ItemOrder): readonly string[] {
    const bytes = (text: string) => Buffer.from(text);
    const sign = direction === 'asc' ? 1 : -1;
    const byKey = (a: ItemAttributes, b: ItemAttributes) =>
      sign * Buffer.compare(bytes(a.key), bytes(b.key));
    return items
      .toSorted((a, b) => {
        const [x, y] = [a[field] ?? null, b[field] ?? null];
        if (x === y) return byKey(a, b);
        if (x === null) return 1;
        if (y === null) return -1;
        return sign * Buffer.compare(bytes(x), bytes(y));
      })
      .map(({ key }) => key);
  }

  const orders = itemOrders.flatMap((field) =>
    (['asc', 'desc'] as const).map((direction) => ({ field, direction })),
  );

  test.each(orders)('walks through all items by $field $direction', async (order) => {
    for (const limit of [1, 7, 100]) {
      const seen: string[] = [];
      for (let after = null as { value: string | null; key: string } | null; ;) {
        const page = await catalog.itemPage({ datasetId: shop, filter: {}, order, after, limit });
        seen.push(...keysOf(page));
        const last = page.at(-1);
        if (last === undefined || page.length < limit) break;
        after = { value: last[order.field], key: last.key };
      }
      expect(seen).toEqual(expected(order));
    }
  });

  test('filters by attributes and by a literal prefix of the key', async () => {
    expect(keysOf(await first({ keyPrefix: '%' }))).toEqual(['%']);
    expect(keysOf(await first({ keyPrefix: '_' }))).toEqual(['_']);
    expect(keysOf(await first({ keyPrefix: '\\' }))).toEqual(['\\']);
    expect(keysOf(await first({ keyPrefix: 'a%' }))).toEqual(['a%b']);
    expect(keysOf(await first({ keyPrefix: 'ITEM' }))).toEqual([]);
    expect(await first({ keyPrefix: '' })).toHaveLength(items.length);
    expect(await first({ state: [] })).toEqual([]);
    const some = await first({ state: ['CA', 'NV'], department: ['FOODS'], keyPrefix: 'item-' });
    expect(some).toHaveLength(10);
    expect(some.every(({ state, department }) => state === 'CA' && department === 'FOODS')).toBe(
      true,
    );
  });

  test('is one statement, with the dataset of each item', async () => {
    const statements = await statementsOf(async () => {
      const page = await first({ state: ['CA'] });
      expect(new Set(page.map(({ datasetSlug }) => datasetSlug))).toEqual(new Set(['shop']));
    });
    expect(statements).toHaveLength(1);
  });
});

test('itemCount and itemCounts agree with the pages', async () => {
  expect(await catalog.itemCount(shop, {})).toBe(items.length);
  expect(await catalog.itemCount(shop, { store: ['store 1'], keyPrefix: 'item' })).toBe(
    (await first({ store: ['store 1'], keyPrefix: 'item' })).length,
  );
  expect(await catalog.itemCounts([shop, empty, 2_000_000_000])).toEqual(
    new Map([
      [shop, items.length],
      [empty, 0],
      [2_000_000_000, 0],
    ]),
  );
});

test('a text that PostgreSQL cannot hold is invalid input, whoever sends it', async () => {
  const invalid = { code: 'INVALID_INPUT' };
  await expect(catalog.itemsByKey('shop', ['a\0b'])).rejects.toMatchObject(invalid);
  await expect(catalog.datasetsBySlug(['\0'])).rejects.toMatchObject(invalid);
  await expect(catalog.itemCount(shop, { keyPrefix: '\0' })).rejects.toMatchObject(invalid);
  await expect(first({ store: ['\0'] })).rejects.toMatchObject(invalid);
});

test('calendarEvents are those between two days, both included, by date, name and region', async () => {
  const names = async (from: string, to: string) =>
    (await catalog.calendarEvents(shop, from, to)).map(({ date, name }) => `${date} ${name}`);
  expect(await names('0001-01-01', '9999-12-31')).toEqual([
    '2016-02-29 A day',
    '2016-02-29 Leap day',
    '2016-12-25 Christmas',
  ]);
  expect(await names('2016-02-29', '2016-02-29')).toHaveLength(2);
  expect(await names('2016-03-01', '2016-12-24')).toEqual([]);
  const [leap] = await catalog.calendarEvents(shop, '2016-02-29', '2016-02-29');
  expect(leap).toEqual({ date: '2016-02-29', name: 'A day', kind: 'Other', region: '' });
});
