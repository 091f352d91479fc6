import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  PostgresBacktestStore,
  PostgresCatalogReader,
  PostgresIngestionStore,
} from '../../storage/index.ts';
import { backtestsOver } from '../../testing/backtests.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { ingestShop } from '../../testing/shop-data.ts';
import { CompareBacktests, ListBacktests } from './index.ts';

const command = { dataset: 'shop', models: ['naive'], horizon: 7, windows: 3 };
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

let shop: TestDatabase;
beforeAll(async () => {
  shop = await createTestDatabase();
  const store = new PostgresIngestionStore(shop.database);
  await ingestShop(store, { items: 20, days: 120 });
  await ingestShop(store, { slug: 'depot', items: 5, days: 90 });
});
afterAll(() => shop[Symbol.asyncDispose]());

async function backtest(change: object = {}): Promise<number> {
  const { runBacktest } = backtestsOver(shop.database);
  return (await runBacktest.execute({ ...command, ...change }, quiet)).run.id;
}

function useCases() {
  const catalog = new PostgresCatalogReader(shop.database);
  const store = new PostgresBacktestStore(shop.database);
  return {
    list: new ListBacktests(catalog, store),
    compare: new CompareBacktests(catalog, store),
    store,
  };
}

describe('stored runs', () => {
  test('are listed, newest first, with what is done of them', async () => {
    const { list, store } = useCases();
    const finished = await backtest();
    const { config } = (await store.find(finished))!;
    const unfinished = await store.open({
      datasetId: (await store.find(finished))!.datasetId,
      configHash: 'e'.repeat(64),
      config: { ...config, models: ['naive', 'theta'] },
      asOf: new Date('2026-01-01T00:00:00Z'),
      itemIds: [1, 2, 3],
    });
    const other = await backtest({ dataset: 'depot' });
    expect(await list.execute({ dataset: null })).toMatchObject([
      { id: other, items: 5, unitsDone: 3, config: { dataset: 'depot' } },
      { id: unfinished.id, items: 3, unitsDone: 0, completedAt: null },
      { id: finished, items: 20, unitsDone: 3, config, completedAt: expect.any(Date) as Date },
    ]);
    expect((await list.execute({ dataset: 'depot' })).map(({ id }) => id)).toEqual([other]);
    await expect(list.execute({ dataset: 'nowhere' })).rejects.toMatchObject({
      code: 'DATASET_NOT_FOUND',
    });
  });

  test('are compared, model by model and with each other', async () => {
    const { compare } = useCases();
    const [one, two] = [await backtest(), await backtest({ models: ['naive', 'seasonal-naive'] })];
    const { lines, levels, notes, windows } = await compare.execute({ runs: [one, two] });
    expect([windows, notes]).toEqual([3, []]);
    expect(levels).toContain('item-store');
    expect(lines).toMatchObject([
      // A pattern of a week repeats exactly.
      {
        run: two,
        model: 'seasonal-naive',
        scores: { wape: 0, wrmsse: 0 },
        against: { run: one, model: 'naive' },
        windowsBetter: 3,
      },
      { run: one, model: 'naive', against: null },
      {
        run: two,
        model: 'naive',
        against: { run: one, model: 'naive' },
        differences: { wape: 0, wrmsse: 0, wspl: 0, rmsse: 0 },
        windowsBetter: 0,
      },
    ]);
    const store = await compare.execute({ runs: [one, two, two], level: 'store' });
    expect(store.level).toBe('store');
    expect(store.lines[1]!.scores.rmsse).not.toBe(lines[1]!.scores.rmsse);
    expect(store.runs.map(({ id }) => id)).toEqual([one, two]);
  });

  test.each([
    [{ dataset: 'depot' }, /differ in dataset: shop in run \d+, depot in run \d+/],
    [
      { horizon: 5 },
      /differ in horizon: 7 in run \d+, 5 in run \d+; in cutoffs: 3 from 2015-04-09/,
    ],
    [{ windows: 2 }, /cutoffs: 3 from 2015-04-09 to 2015-04-23 in run \d+, 2 from 2015-04-16/],
  ])('are refused where %o differs', async (change, message) => {
    const { compare } = useCases();
    const runs = [await backtest(), await backtest(change)];
    const refusal = compare.execute({ runs });
    await expect(refusal).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await expect(refusal).rejects.toThrow(message);
  });

  test.each([
    [{ runs: [987_654] }, 'BACKTEST_NOT_FOUND', /no backtest 987654/],
    [{ runs: [] }, 'INVALID_INPUT', /at least one run/],
  ])('that do not exist are named: %o', async (input, code, message) => {
    const { compare } = useCases();
    await expect(compare.execute(input)).rejects.toMatchObject({ code });
    await expect(compare.execute(input)).rejects.toThrow(message);
  });

  test('have the levels that they were scored at and no others', async () => {
    const { compare } = useCases();
    const runs = [await backtest(), await backtest({ levels: ['store'] })];
    expect((await compare.execute({ runs })).levels).toEqual(['store', 'item-store']);
    const refusal = compare.execute({ runs, level: 'total' });
    await expect(refusal).rejects.toMatchObject({ code: 'LEVEL_NOT_FOUND' });
    await expect(refusal).rejects.toThrow('all of them have store, item-store');
  });
});
