import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { NewDataset } from '../../application/catalog/index.ts';
import type {
  Ingestion,
  IngestionSession,
  NewIngestion,
  Patch,
  StagedRow,
} from '../../application/ingestion/ports.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { PostgresSeriesReader } from '../series/postgres-series-reader.ts';
import { PostgresIngestionStore } from './postgres-ingestion-store.ts';

let testDatabase: TestDatabase;
let store: PostgresIngestionStore;
let reader: PostgresSeriesReader;

beforeAll(async () => {
  testDatabase = await createTestDatabase({ poolSize: 6 });
  store = new PostgresIngestionStore(testDatabase.database);
  reader = new PostgresSeriesReader(testDatabase.database);
});
afterAll(() => testDatabase[Symbol.asyncDispose]());

let slugs = 0;
const aDataset = (settings: Partial<NewDataset> = {}): NewDataset => ({
  slug: `dataset-${(slugs += 1)}`,
  name: 'A dataset',
  description: '',
  calendar: { frequency: 'daily', weekStartsOn: 1 },
  missingValuePolicy: 'keep-unknown',
  synthetic: false,
  licence: '',
  ...settings,
});

const hashOf = (text: string) => Buffer.from(text).toString('hex').padEnd(64, '0').slice(0, 64);

const anIngestion = (name: string): NewIngestion => ({
  source: 'test',
  contentHash: hashOf(name),
  files: [{ name: `${name}.csv`, bytes: 12, sha256: hashOf(name), rows: 3 }],
  audit: { findings: [{ check: 'gaps', unit: 'values', count: 1, examples: ['a'] }] },
  rowCount: 3,
});

const values = (...numbers: (number | null)[]) =>
  Float32Array.from(numbers, (value) => value ?? Number.NaN);

/** One committed ingestion of the demand of items by key. */
function ingest(
  dataset: NewDataset,
  name: string,
  demand: Readonly<Record<string, { start: number; values: Float32Array }>>,
): Promise<Ingestion> {
  return store.session(dataset, async (session) => {
    const ids = await session.upsertItems(Object.keys(demand).map((key) => ({ key })));
    await session.copyDemand(
      Object.entries(demand).map(([key, patch]) => ({
        itemId: ids.get(key) ?? 0,
        startPeriod: patch.start,
        values: patch.values,
      })),
    );
    return session.commit(anIngestion(name));
  });
}

async function count(sql: string, ...parameters: unknown[]): Promise<number> {
  const { rows } = await testDatabase.database.pool.query<{ count: number }>(
    `select count(*)::integer as count from ${sql}`,
    parameters,
  );
  return rows[0]?.count ?? -1;
}

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

describe('session', () => {
  test('stores a first ingestion with its lineage, its counts and its range', async () => {
    const dataset = aDataset();
    const stored = await ingest(dataset, 'first', {
      a: { start: 10, values: values(1, null, 3) },
      b: { start: 8, values: values(null, 5) },
    });
    expect(stored).toMatchObject({
      ...anIngestion('first'),
      sequence: 1,
      valueCount: 3,
      itemCount: 2,
    });
    expect(stored.datasetVersion).toMatch(/^[0-9a-f]{64}$/);
    const snapshot = (await reader.snapshots([stored.datasetId], null)).get(stored.datasetId);
    expect(snapshot).toEqual({
      datasetId: stored.datasetId,
      sequence: 1,
      recordedAt: stored.recordedAt,
      datasetVersion: stored.datasetVersion,
      firstPeriod: 9,
      lastPeriod: 12,
    });
    expect(await store.ingestions(stored.datasetId, 5)).toEqual([stored]);
    const { datasetId } = stored;
    const places = [1, 2].map((sequence) => ({ datasetId, sequence }));
    expect(await store.ingestionsAt(places)).toEqual([stored]);
  });

  test('gives equal content in equal order an equal dataset version, and any other order another', async () => {
    const versions = async (...names: string[]) => {
      const dataset = aDataset();
      const found: string[] = [];
      for (const name of names) {
        found.push((await ingest(dataset, name, {})).datasetVersion);
      }
      return found;
    };
    const one = await versions('x', 'y');
    expect(await versions('x', 'y')).toEqual(one);
    expect((await versions('y', 'x'))[1]).not.toBe(one[1]);
  });

  test('finds an earlier ingestion by its content', async () => {
    const dataset = aDataset();
    const stored = await ingest(dataset, 'same', { a: { start: 0, values: values(1) } });
    await store.session(dataset, async (session) => {
      expect(await session.findByContentHash(hashOf('same'))).toEqual(stored);
      expect(await session.findByContentHash(hashOf('other'))).toBeNull();
    });
    expect(await store.ingestions(stored.datasetId, 5)).toHaveLength(1);
  });

  test('leaves nothing behind where the work fails, not even a dataset', async () => {
    const dataset = aDataset();
    const failing = store.session(dataset, async (session) => {
      const ids = await session.upsertItems([{ key: 'a' }]);
      await session.copyDemand([{ itemId: ids.get('a') ?? 0, startPeriod: 1, values: values(1) }]);
      throw new Error('changed my mind');
    });
    await expect(failing).rejects.toThrow('changed my mind');
    expect(await count('dataset where slug = $1', dataset.slug)).toBe(0);
    expect(await count(`item where key = 'a' and dataset_id not in (select id from dataset)`)).toBe(
      0,
    );
  });

  test('leaves nothing behind where the work ends without a commit', async () => {
    const dataset = aDataset();
    await store.session(dataset, (session) => session.upsertItems([{ key: 'a' }]));
    expect(await count('dataset where slug = $1', dataset.slug)).toBe(0);
  });

  test('ends a COPY whose source throws, and the connection serves on', async () => {
    const dataset = aDataset();
    const failing = store.session(dataset, async (session) => {
      const ids = await session.upsertItems([{ key: 'a' }]);
      const itemId = ids.get('a') ?? 0;
      await session.copyDemand(
        (function* (): Generator<Patch> {
          for (let start = 0; start < 100; start += 1) {
            yield { itemId, startPeriod: start * 10_000, values: new Float32Array(10_000) };
          }
          throw new Error('the file ends in the middle of a line');
        })(),
      );
    });
    await expect(failing).rejects.toThrow('the file ends in the middle of a line');
    expect(await count('dataset where slug = $1', dataset.slug)).toBe(0);
    await ingest(dataset, 'again', { a: { start: 0, values: values(1) } });
  });

  test('passes on what the server refuses inside of a COPY', async () => {
    const failing = store.session(aDataset(), async (session) => {
      await session.copyDemand([{ itemId: 2_000_000_000, startPeriod: 0, values: values(1) }]);
    });
    await expect(failing).rejects.toThrow(/foreign key/);
    const twice = store.session(aDataset(), async (session) => {
      const itemId = (await session.upsertItems([{ key: 'a' }])).get('a') ?? 0;
      const patch = { itemId, startPeriod: 0, values: values(1) };
      await session.copyDemand([patch, patch]);
    });
    await expect(twice).rejects.toThrow(/duplicate key/);
  });

  test('leaves nothing behind where its connection is killed in the middle of a COPY', async () => {
    const dataset = aDataset();
    const failing = store.session(dataset, async (session) => {
      const itemId = (await session.upsertItems([{ key: 'a' }])).get('a') ?? 0;
      await session.copyDemand(
        (async function* (): AsyncGenerator<Patch> {
          for (let start = 0; ; start += 1) {
            yield { itemId, startPeriod: start * 10_000, values: new Float32Array(10_000) };
            if (start !== 50) continue;
            await testDatabase.database.pool.query(
              `select pg_terminate_backend(pid) from pg_stat_activity
               where datname = current_database() and query like 'copy demand_patch%' and pid <> pg_backend_pid()`,
            );
          }
        })(),
      );
    });
    await expect(failing).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(await count('dataset where slug = $1', dataset.slug)).toBe(0);
    await ingest(dataset, 'after', { a: { start: 0, values: values(1) } });
  });

  test('refuses another calendar or policy than the dataset has', async () => {
    const dataset = aDataset();
    await ingest(dataset, 'first', {});
    const other = (settings: Partial<NewDataset>) =>
      store.session({ ...dataset, ...settings }, () => Promise.resolve());
    await expect(other({ missingValuePolicy: 'zero' })).rejects.toMatchObject({
      code: 'DATASET_MISMATCH',
      details: {
        slug: dataset.slug,
        field: 'missingValuePolicy',
        found: 'keep-unknown',
        expected: 'zero',
      },
    });
    await expect(
      other({ calendar: { frequency: 'hourly', weekStartsOn: 1 } }),
    ).rejects.toMatchObject({ details: { field: 'frequency' } });
    await expect(other({ name: 'Another name' })).resolves.toBeUndefined();
  });

  test('lets the sessions of one dataset follow each other, each recorded later than the one before', async () => {
    const dataset = aDataset();
    let running = 0;
    const stored = await Promise.all(
      Array.from({ length: 5 }, (_, index) =>
        store.session(dataset, async (session) => {
          running += 1;
          expect(running).toBe(1);
          await session.upsertItems([{ key: `item ${index}` }]);
          running -= 1;
          return session.commit(anIngestion(`ingestion ${index}`));
        }),
      ),
    );
    const inOrder = stored.toSorted((a, b) => a.sequence - b.sequence);
    expect(inOrder.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
    const times = inOrder.map(({ recordedAt }) => recordedAt.getTime());
    expect(times.every((time, index) => index === 0 || time > times[index - 1]!)).toBe(true);
  });

  test('moves the clock on where it stands still or goes back', async () => {
    const dataset = aDataset();
    const first = await ingest(dataset, 'first', {});
    const { pool } = testDatabase.database;
    await pool.query(`update ingestion set recorded_at = '2200-01-01Z' where id = $1`, [first.id]);
    const second = await ingest(dataset, 'second', {});
    expect(second.recordedAt.toISOString()).toBe('2200-01-01T00:00:00.001Z');
  });

  test('gives up waiting for another session of the dataset after a while', async () => {
    const dataset = aDataset();
    const impatient = new PostgresIngestionStore(testDatabase.database, 0.05);
    await store.session(dataset, async () => {
      await expect(impatient.session(dataset, () => Promise.resolve())).rejects.toMatchObject({
        code: 'OVERLOADED',
      });
      await impatient.session(aDataset(), () => Promise.resolve());
    });
  });

  test('does not wait for sessions of other datasets', async () => {
    await store.session(aDataset(), async () => {
      await ingest(aDataset(), 'meanwhile', { a: { start: 0, values: values(1) } });
    });
  });
});

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
          demand: values(1),
          prices: values(3),
          duplicates: 1,
        },
        {
          item: 1,
          startPeriod: 3,
          demand: Float32Array.from(demand),
          prices: Float32Array.from(prices),
          duplicates: 1,
        },
        { item: 2, startPeriod: -4, demand: values(null), prices: values(null), duplicates: 0 },
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

describe('addCalendarEvents', () => {
  test('stores each event once', async () => {
    const dataset = aDataset();
    const event = { date: '2016-02-29', name: 'Leap day', kind: 'Cultural', region: '' };
    for (const name of ['one', 'two']) {
      await store.session(dataset, async (session) => {
        await session.addCalendarEvents([event, { ...event, region: 'CA' }, event]);
        await session.commit(anIngestion(name));
      });
    }
    expect(
      await count(
        'calendar_event e join dataset d on d.id = e.dataset_id where slug = $1',
        dataset.slug,
      ),
    ).toBe(2);
  });
});
