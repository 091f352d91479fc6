import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { StagedRow } from '../../application/ingestion/ports.ts';
import { aDataset, anIngestion, patchValues } from '../../testing/ingestion-builders.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { PostgresIngestionStore } from './postgres-ingestion-store.ts';

let testDatabase: TestDatabase;
let store: PostgresIngestionStore;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  store = new PostgresIngestionStore(testDatabase.database);
});
afterAll(() => testDatabase[Symbol.asyncDispose]());

async function* streamed<Value>(list: readonly Value[]): AsyncGenerator<Value> {
  for (const value of list) {
    await Promise.resolve();
    yield value;
  }
}

async function collect<Value>(values: AsyncIterable<Value>): Promise<readonly Value[]> {
  const list: Value[] = [];
  for await (const value of values) list.push(value);
  return list;
}

describe('staging', () => {
  const row = (item: number, period: number, demand: number, price = Number.NaN): StagedRow => ({
    item,
    period,
    demand,
    price,
  });
  const nan = Number.NaN;
  const rows = [
    row(1, 5, 2, 10),
    row(0, 7, 1),
    row(1, 3, 4, 6),
    row(1, 5, 6, 20),
    row(0, 7, nan, 3),
    row(2, -4, nan),
  ];

  test.each([
    ['sum', [4, nan, 8], [6, nan, 17.5]],
    ['mean', [4, nan, 4], [6, nan, 17.5]],
    ['last', [4, nan, 6], [6, nan, 20]],
    ['reject', [4, nan, 6], [6, nan, 20]],
  ] as const)('folds rows of one period by %s', async (policy, demand, prices) => {
    await store.session(aDataset(), async (session) => {
      await session.stageRows(streamed(rows.slice(0, 3)));
      await session.stageRows(streamed(rows.slice(3)));
      const found = await collect(session.stagedSeries(policy));
      expect(found).toEqual([
        {
          item: 0,
          startPeriod: 7,
          demand: patchValues(1),
          prices: patchValues(3),
          duplicates: 1,
        },
        {
          item: 1,
          startPeriod: 3,
          demand: Float32Array.from(demand),
          prices: Float32Array.from(prices),
          duplicates: 1,
        },
        {
          item: 2,
          startPeriod: -4,
          demand: patchValues(null),
          prices: patchValues(null),
          duplicates: 0,
        },
      ]);
    });
  });

  test('streams many items while others are copied on the same connection', async () => {
    const dataset = aDataset();
    const items = 600;
    await store.session(dataset, async (session) => {
      const keys = Array.from({ length: items }, (_, index) => ({ key: String(index) }));
      const ids = await session.upsertItems(keys);
      const staged = Array.from({ length: items * 4 }, (_, index) =>
        row(index % items, Math.floor(index / items), index),
      );
      await session.stageRows(streamed(staged.toReversed()));
      for await (const { item, startPeriod, demand } of session.stagedSeries('reject')) {
        const itemId = ids.get(String(item)) ?? 0;
        await session.copyDemand([{ itemId, startPeriod, values: demand }]);
      }
      const stored = await session.commit(anIngestion('staged'));
      expect(stored).toMatchObject({ valueCount: items * 4, itemCount: items });
    });
  });

  test('has nothing where nothing was staged, and stops where its reader stops', async () => {
    await store.session(aDataset(), async (session) => {
      expect(await collect(session.stagedSeries('sum'))).toEqual([]);
      await session.stageRows(streamed(rows));
      for await (const { item } of session.stagedSeries('sum')) {
        expect(item).toBe(0);
        break;
      }
      expect(await collect(session.stagedSeries('sum'))).toHaveLength(3);
    });
  });
});
