import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { NewDataset } from '../../application/catalog/index.ts';
import type { IngestionSession } from '../../application/ingestion/ports.ts';
import { aDataset, anIngestion } from '../../testing/ingestion-builders.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { PostgresIngestionStore } from './postgres-ingestion-store.ts';

let testDatabase: TestDatabase;
let store: PostgresIngestionStore;

beforeAll(async () => {
  testDatabase = await createTestDatabase();
  store = new PostgresIngestionStore(testDatabase.database);
});
afterAll(() => testDatabase[Symbol.asyncDispose]());

describe('upsertItems', () => {
  const rowsOf = async (slug: string) => {
    const { rows } = await testDatabase.database.pool.query<Record<string, unknown>>(
      `select key, store, state, attributes from item i join dataset d on d.id = i.dataset_id
       where slug = $1 order by key`,
      [slug],
    );
    return rows;
  };
  const upsert = (dataset: NewDataset, items: Parameters<IngestionSession['upsertItems']>[0]) =>
    store.session(dataset, async (session) => {
      const ids = await session.upsertItems(items);
      await session.commit(anIngestion(JSON.stringify(items)));
      return ids;
    });

  test('creates items, then changes only what is given', async () => {
    const dataset = aDataset();
    const created = await upsert(dataset, [
      { key: 'a', store: 'north', state: 'CA', attributes: { size: 3 } },
      { key: 'b' },
    ]);
    const updated = await upsert(dataset, [
      { key: 'a', store: 'south' },
      { key: 'c', state: null },
    ]);
    expect(updated.get('a')).toBe(created.get('a'));
    await upsert(dataset, [{ key: 'a', state: null, attributes: { colour: 'red' } }]);
    expect(await rowsOf(dataset.slug)).toEqual([
      { key: 'a', store: 'south', state: null, attributes: { colour: 'red' } },
      { key: 'b', store: null, state: null, attributes: {} },
      { key: 'c', store: null, state: null, attributes: {} },
    ]);
  });

  test('merges entries of one key in their order', async () => {
    const dataset = aDataset();
    const ids = await upsert(dataset, [
      { key: 'a', store: 'one', state: 'TX' },
      { key: 'a', store: 'two' },
    ]);
    expect(ids.size).toBe(1);
    expect(await rowsOf(dataset.slug)).toMatchObject([{ key: 'a', store: 'two', state: 'TX' }]);
  });

  test('takes keys of any characters literally, and more of them than a batch', async () => {
    const dataset = aDataset();
    const odd = [
      `'; drop table item; --`,
      '{"a",b}',
      '\\',
      '%_',
      ' ',
      '"',
      'NULL',
      '😀',
      'a\nb\tc',
    ];
    const many = Array.from({ length: 6_000 }, (_, index) => `item-${index}`);
    const ids = await upsert(
      dataset,
      [...odd, ...many].map((key) => ({ key, store: key })),
    );
    expect([...ids.keys()].sort()).toEqual([...odd, ...many].sort());
    await store.session(dataset, async (session) => {
      expect(await session.itemIds([...odd, 'unknown'])).toEqual(
        new Map(odd.map((key) => [key, ids.get(key)])),
      );
    });
  });
});
