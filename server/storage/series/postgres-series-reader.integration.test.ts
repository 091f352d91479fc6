import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { NewDataset } from '../../application/catalog/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { PostgresIngestionStore } from '../ingestion/postgres-ingestion-store.ts';
import { PostgresSeriesReader } from './postgres-series-reader.ts';

let testDatabase: TestDatabase;
let reader: PostgresSeriesReader;
let store: PostgresIngestionStore;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  reader = new PostgresSeriesReader(testDatabase.database);
  store = new PostgresIngestionStore(testDatabase.database);
});
afterAll(() => testDatabase[Symbol.asyncDispose]());

const dataset: NewDataset = {
  slug: 'shop',
  name: 'Shop',
  description: '',
  calendar: { frequency: 'daily', weekStartsOn: 1 },
  missingValuePolicy: 'zero',
  synthetic: false,
  licence: '',
};

type Values = readonly (number | null)[];
let ingestions = 0;

/** Commits one ingestion of `[key, start, values]` patches, prices alike; returns it with the ids of the keys. */
function ingest(
  slug: string,
  demand: readonly (readonly [string, number, Values])[],
  prices: typeof demand = [],
) {
  return store.session({ ...dataset, slug }, async (session) => {
    const ids = await session.upsertItems([...demand, ...prices].map(([key]) => ({ key })));
    const patches = (list: typeof demand) =>
      list.map(([key, startPeriod, values]) => ({
        itemId: ids.get(key) ?? 0,
        startPeriod,
        values: Float32Array.from(values, (value) => value ?? Number.NaN),
      }));
    await session.copyDemand(patches(demand));
    await session.copyPrices(patches(prices));
    const contentHash = String((ingestions += 1)).padStart(64, '0');
    const audit = { findings: [] };
    const stored = await session.commit({
      source: 'test',
      contentHash,
      files: [],
      audit,
      rowCount: 0,
    });
    return { stored, ids };
  });
}

const nan = Number.NaN;
const everything = { fromPeriod: null, toPeriod: 1_000_000 };

describe('demand', () => {
  test('is the overlay of the ingestions up to a sequence number: corrections win, null changes nothing', async () => {
    const { ids } = await ingest('corrected', [
      ['a', 100, [1, 2, 3, null]],
      ['b', 50, [0.5]],
    ]);
    await ingest('corrected', [['a', 101, [20, null, 40, 50]]]);
    const itemIds = [ids.get('b') ?? 0, ids.get('a') ?? 0];
    const read = async (sequence: number) =>
      (await reader.demand({ itemIds, sequence, ...everything })).map(({ start, values }) => [
        start,
        ...values,
      ]);
    expect(await read(0)).toEqual([[0], [0]]);
    expect(await read(1)).toEqual([
      [50, 0.5],
      [100, 1, 2, 3, nan],
    ]);
    expect(await read(2)).toEqual([
      [50, 0.5],
      [100, 1, 20, 3, 40, 50],
    ]);
    expect(
      (await reader.demand({ itemIds, sequence: 2, ...everything })).map(({ key }) => key),
    ).toEqual(itemIds.map(String));
  });

  test.each([
    [null, 12, 10, [1, 2, 3]],
    [11, 12, 11, [2, 3]],
    [12, 20, 12, [3, 4, nan, 6]],
    [5, 10, 10, [1]],
    [16, 20, 0, []],
    [1, 9, 0, []],
    [12, 11, 0, []],
  ])('is cut to the periods %s to %s', async (fromPeriod, toPeriod, start, values) => {
    const { ids, stored } = await ingest(`cut ${fromPeriod} ${toPeriod}`, [
      ['a', 10, [1, 2, 3, 4]],
      ['a', 15, [6]],
    ]);
    const itemIds = [ids.get('a') ?? 0];
    const [series] = await reader.demand({
      itemIds,
      sequence: stored.sequence,
      fromPeriod,
      toPeriod,
    });
    expect(series).toEqual({ key: String(itemIds[0]), start, values: Float64Array.from(values) });
  });

  test('keeps the exact single-precision value of every kind of number', async () => {
    const values = [0, -3, 0.1, 16_777_215, 1e-20, 3.4e38].map(Math.fround);
    const { ids } = await ingest('numbers', [['a', -1_000_000, values]]);
    const itemIds = [ids.get('a') ?? 0];
    const [series] = await reader.demand({ itemIds, sequence: 1, ...everything });
    expect(series?.start).toBe(-1_000_000);
    expect([...(series?.values ?? [])]).toEqual(values);
  });

  test('is empty for no items and for unknown ones', async () => {
    expect(await reader.demand({ itemIds: [], sequence: 1, ...everything })).toEqual([]);
    const unknown = await reader.demand({ itemIds: [2_000_000_000], sequence: 1, ...everything });
    expect(unknown).toEqual([{ key: '2000000000', start: 0, values: new Float64Array(0) }]);
  });
});

test('demand comes with first sales: of all patches recorded by then, also of those that the range leaves out', async () => {
  const { ids } = await ingest('listed', [
    ['a', 100, [0, 0, 5, 1]],
    ['never', 100, [0, 0]],
    ['b', 90, [-1, 2]],
  ]);
  await ingest('listed', [
    ['a', 101, [3, 0]],
    ['a', 110, [4]],
    ['never', 120, [1]],
  ]);
  const itemIds = ['b', 'never', 'a'].map((key) => ids.get(key) ?? 0);
  const [b, never, a] = itemIds;
  const read = async (sequence: number, fromPeriod: number | null) => {
    const query = { itemIds, sequence, fromPeriod, toPeriod: 115 };
    const { demand, firstSales } = await reader.listedDemand(query);
    expect(demand).toEqual(await reader.demand(query));
    return firstSales;
  };
  expect(await read(1, null)).toEqual(new Map([[a, 102], [b, 90]])); // prettier-ignore
  expect(await read(2, 103)).toEqual(new Map([[a, 101], [b, 90], [never, 120]])); // prettier-ignore
  expect(await read(0, null)).toEqual(new Map());
});

test('prices are read apart from demand', async () => {
  const { ids } = await ingest('priced', [['a', 1, [7]]], [['a', 3, [2.5, null, 2]]]);
  const itemIds = [ids.get('a') ?? 0];
  const [series] = await reader.prices({ itemIds, sequence: 1, ...everything });
  expect([series?.start, ...(series?.values ?? [])]).toEqual([3, 2.5, nan, 2]);
});

describe('snapshots', () => {
  test('show what had been recorded by an instant', async () => {
    const first = (await ingest('timed', [['a', 10, [1, 2]]])).stored;
    const second = (await ingest('timed', [['a', 5, [3]]])).stored;
    const other = (await ingest('timed-other', [['a', 1, [null]]])).stored;
    const { datasetId } = first;
    const sequenceAt = async (asOf: Date | null) =>
      (await reader.snapshots([datasetId], asOf)).get(datasetId)?.sequence ?? null;
    expect(await sequenceAt(null)).toBe(2);
    expect(await sequenceAt(second.recordedAt)).toBe(2);
    expect(await sequenceAt(new Date(second.recordedAt.getTime() - 1))).toBe(1);
    expect(await sequenceAt(first.recordedAt)).toBe(1);
    expect(await sequenceAt(new Date(first.recordedAt.getTime() - 1))).toBeNull();

    const snapshots = await reader.snapshots([other.datasetId, datasetId, 2_000_000_000], null);
    expect([...snapshots.keys()].sort()).toEqual([datasetId, other.datasetId].sort());
    expect(snapshots.get(datasetId)).toMatchObject({ firstPeriod: 5, lastPeriod: 11 });
    expect(snapshots.get(other.datasetId)).toMatchObject({ firstPeriod: null, lastPeriod: null });
  });
});

describe('the view "demand"', () => {
  const rowsOf = async (slug: string) => {
    const { rows } = await testDatabase.database.pool.query<{
      key: string;
      date: string;
      demand: number;
    }>(
      `select i.key, to_char(v.date, 'YYYY-MM-DD HH24:MI') as date, v.demand
       from demand v join item i on i.id = v.item_id join dataset d on d.id = i.dataset_id
       where d.slug = $1 order by i.key, v.date`,
      [slug],
    );
    return rows.map(({ key, date, demand }) => `${key} ${date} ${demand}`);
  };
  const create = (slug: string, frequency: NewDataset['calendar']['frequency'], weekStartsOn = 1) =>
    store.session({ ...dataset, slug, calendar: { frequency, weekStartsOn } }, async (session) => {
      const itemId = (await session.upsertItems([{ key: 'a' }])).get('a') ?? 0;
      await session.copyDemand([{ itemId, startPeriod: -1, values: Float32Array.of(1, 2, 3) }]);
      const contentHash = 'a'.repeat(64);
      const audit = { findings: [] };
      await session.commit({ source: 'test', contentHash, files: [], audit, rowCount: 3 });
    });

  test.each([
    ['hourly', 1, ['1969-12-31 23:00 1', '1970-01-01 00:00 2', '1970-01-01 01:00 3']],
    ['daily', 1, ['1969-12-31 00:00 1', '1970-01-01 00:00 2', '1970-01-02 00:00 3']],
    ['weekly', 1, ['1969-12-22 00:00 1', '1969-12-29 00:00 2', '1970-01-05 00:00 3']],
    ['weekly', 4, ['1969-12-25 00:00 1', '1970-01-01 00:00 2', '1970-01-08 00:00 3']],
    ['weekly', 5, ['1969-12-19 00:00 1', '1969-12-26 00:00 2', '1970-01-02 00:00 3']],
    ['weekly', 7, ['1969-12-21 00:00 1', '1969-12-28 00:00 2', '1970-01-04 00:00 3']],
    ['monthly', 1, ['1969-12-01 00:00 1', '1970-01-01 00:00 2', '1970-02-01 00:00 3']],
  ] as const)('dates %s periods (weeks from %s) by their start', async (frequency, start, rows) => {
    const slug = `view ${frequency} ${start}`;
    await create(slug, frequency, start);
    expect(await rowsOf(slug)).toEqual(rows.map((row) => `a ${row}`));
  });

  test('shows the latest known value of each period and no unknown ones', async () => {
    await ingest('view', [
      ['a', 0, [1, 2, null]],
      ['b', 0, [5]],
    ]);
    await ingest('view', [['a', 1, [20, 30, null]]]);
    await ingest('view', [['a', 1, [null, 300]]]);
    expect(await rowsOf('view')).toEqual([
      'a 1970-01-01 00:00 1',
      'a 1970-01-02 00:00 20',
      'a 1970-01-03 00:00 300',
      'b 1970-01-01 00:00 5',
    ]);
  });

  test('agrees with the reader and the calendar', async () => {
    const { dateOf } = await import('#core/calendar');
    const calendar = { frequency: 'weekly', weekStartsOn: 3 } as const;
    await create('view calendar', 'weekly', 3);
    const dates = [-1, 0, 1].map((period) => dateOf(calendar, period));
    expect((await rowsOf('view calendar')).map((row) => row.slice(2, 12))).toEqual(dates);
  });
});
