import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type {
  ForecastShard,
  IssuedRow,
  NewForecastIssue,
} from '../../application/forecast-issues/index.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { ingestShop } from '../../testing/shop-data.ts';
import { PostgresIngestionStore } from '../ingestion/postgres-ingestion-store.ts';
import { PostgresIssueReader } from './postgres-issue-reader.ts';
import { PostgresIssueStore } from './postgres-issue-store.ts';

let fixture: TestDatabase;
let store: PostgresIssueStore;
let reader: PostgresIssueReader;
let itemIds: readonly number[];

beforeAll(async () => {
  fixture = await createTestDatabase();
  const { database } = fixture;
  await ingestShop(new PostgresIngestionStore(database), { items: 4, days: 10 });
  store = new PostgresIssueStore(database);
  reader = new PostgresIssueReader(database);
  const { rows } = await database.pool.query<{ id: number }>('select id from item order by key');
  itemIds = rows.map(({ id }) => id);
});
afterAll(() => fixture[Symbol.asyncDispose]());

function issueOf(basis: string): NewForecastIssue {
  return {
    ...{ datasetId: 1, basisHash: basis.padEnd(64, '0'), configHash: 'c'.repeat(64) },
    ...{ model: 'naive', modelVersion: 'naive@1', artifactSha256: null, sequence: 1 },
    ...{ asOf: new Date(0), datasetVersion: 'd'.repeat(64), cutoff: 100, seed: 1 },
    ...{ horizon: 2, quantileLevels: [0.1, 0.9], items: 4 },
  };
}

const shards = (): readonly ForecastShard[] => [
  { index: 0, itemIds: itemIds.slice(0, 2) },
  { index: 1, itemIds: itemIds.slice(2) },
];

const mine = { holder: 'mine', seconds: 30 };
const theirs = { holder: 'theirs', seconds: 30 };

/** What a shard says; every bit of a number counts. */
function rowsOf({ itemIds: ids }: ForecastShard, value = 0.1 + 0.2): readonly IssuedRow[] {
  return ids.map((itemId, place) => ({
    itemId,
    ...{ servedModel: 'naive', modelVersion: 'naive@1', artifactSha256: null },
    backend: place === 0 ? { name: 'wasm', version: '4.22.0 “ß”' } : null,
    degradation: place === 0 ? null : { reason: 'HISTORY_TOO_SHORT', detail: 'Zu kurz: 3 Tage.' },
    isRepeatable: place === 0,
    forecast: {
      mean: Float64Array.of(value, 1e-300),
      median: Float64Array.of(0, Number.MAX_VALUE),
      quantiles: Float64Array.of(0, 1 / 3, value, 2e9),
    },
  }));
}

async function taken(issue: number, hold: typeof mine): Promise<ForecastShard> {
  const shard = await store.take(issue, hold);
  if (typeof shard === 'string') throw new Error(`no shard is free: ${shard}`);
  return shard;
}

describe('an issue', () => {
  test('is opened once, however often it is asked for', async () => {
    const [one, other] = await Promise.all([
      store.open(issueOf('aa'), shards()),
      store.open(issueOf('aa'), shards()),
    ]);
    expect(one).toEqual(other);
    expect(one).toMatchObject({ dataset: 'shop', issuedAt: null, quantileLevels: [0.1, 0.9] });
    expect(await reader.shards(one.id)).toEqual(shards());
    expect(await store.find(issueOf('aa'))).toEqual(one);
  });

  test('hands each shard to one holder, and keeps every bit of what is stored', async () => {
    const { id } = await store.open(issueOf('bb'), shards());
    const first = await taken(id, mine);
    const second = await taken(id, theirs);
    expect([first.index, second.index]).toEqual([0, 1]);
    expect(await store.take(id, mine)).toBe('all-held');
    expect(await store.save(id, { ...first, holder: 'mine' }, rowsOf(first))).toBe(true);
    expect(await store.itemsDone(id)).toBe(2);
    // Nobody sees a half.
    expect(await reader.issues([id])).toEqual([]);
    await store.save(id, { ...second, holder: 'theirs' }, rowsOf(second));
    expect(await store.take(id, mine)).toBe('all-done');
    expect((await store.complete(id)).issuedAt).toBeInstanceOf(Date);
    expect(await reader.issues([id])).toHaveLength(1);
    const rows = await reader.rows(id, itemIds);
    expect(rows.map(({ row }) => row)).toEqual(shards().flatMap((shard) => rowsOf(shard)));
  });

  test('whose shard was lost stores nothing of the loser, and nothing twice', async () => {
    const { id } = await store.open(issueOf('cc'), shards());
    const shard = await taken(id, { ...mine, seconds: -1 });
    expect(await taken(id, theirs)).toEqual(shard);
    expect(await store.save(id, { ...shard, holder: 'mine' }, rowsOf(shard, 1))).toBe(false);
    expect(await store.save(id, { ...shard, holder: 'theirs' }, rowsOf(shard, 2))).toBe(true);
    expect(await store.save(id, { ...shard, holder: 'theirs' }, rowsOf(shard, 3))).toBe(false);
    const rows = await reader.rows(id, itemIds);
    expect(rows.map(({ row }) => row)).toEqual(rowsOf(shard, 2));
    // What is given back is anybody's at once.
    const other = await taken(id, mine);
    await store.release(id, 'mine');
    expect(await taken(id, theirs)).toEqual(other);
  });

  test('that is complete removes what older ones left unfinished and nobody works on', async () => {
    const abandoned = await store.open(issueOf('d1'), shards());
    const underWay = await store.open(issueOf('d2'), shards());
    await taken(underWay.id, theirs);
    const { id } = await store.open(issueOf('d3'), []);
    await store.complete(id);
    expect(await store.find(issueOf('d1'))).toBeNull();
    expect(await store.find(issueOf('d2'))).toEqual(underWay);
    expect(abandoned.id).toBeLessThan(underWay.id);
  });

  test('is found by its cutoff, once it is complete', async () => {
    const at = async (basis: string, cutoff: number) =>
      (await store.open({ ...issueOf(basis), cutoff }, [])).id;
    const [early, first, last, late] = [
      await at('f1', 200),
      await at('f2', 201),
      await at('f3', 203),
      await at('f4', 204),
    ];
    for (const id of [early, first, last, late]) await store.complete(id);
    await at('f5', 202);
    const range = { datasetId: 1, firstCutoff: 201, lastCutoff: 203 };
    expect((await reader.issuedFrom(range)).map(({ id }) => id)).toEqual([last, first]);
    expect(await reader.issuedFrom({ ...range, datasetId: 2 })).toEqual([]);
  });

  test('that misses a shard cannot be completed', async () => {
    const { id } = await store.open(issueOf('ee'), shards());
    await expect(store.complete(id)).rejects.toThrow('completed when its last shard is');
    expect(await reader.issues([id])).toEqual([]);
  });
});
