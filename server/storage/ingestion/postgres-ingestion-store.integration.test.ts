import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { NewDataset } from '../../application/catalog/index.ts';
import type { Ingestion, Patch } from '../../application/ingestion/ports.ts';
import { aDataset, anIngestion, hashOf, patchValues } from '../../testing/ingestion-builders.ts';
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

describe('session', () => {
  test('stores a first ingestion with its lineage, its counts and its range', async () => {
    const dataset = aDataset();
    const stored = await ingest(dataset, 'first', {
      a: { start: 10, values: patchValues(1, null, 3) },
      b: { start: 8, values: patchValues(null, 5) },
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
    const stored = await ingest(dataset, 'same', { a: { start: 0, values: patchValues(1) } });
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
      await session.copyDemand([
        { itemId: ids.get('a') ?? 0, startPeriod: 1, values: patchValues(1) },
      ]);
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
    await ingest(dataset, 'again', { a: { start: 0, values: patchValues(1) } });
  });

  test('passes on what the server refuses inside of a COPY', async () => {
    const failing = store.session(aDataset(), async (session) => {
      await session.copyDemand([{ itemId: 2_000_000_000, startPeriod: 0, values: patchValues(1) }]);
    });
    await expect(failing).rejects.toThrow(/foreign key/);
    const twice = store.session(aDataset(), async (session) => {
      const itemId = (await session.upsertItems([{ key: 'a' }])).get('a') ?? 0;
      const patch = { itemId, startPeriod: 0, values: patchValues(1) };
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
    await ingest(dataset, 'after', { a: { start: 0, values: patchValues(1) } });
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
      await ingest(aDataset(), 'meanwhile', { a: { start: 0, values: patchValues(1) } });
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
