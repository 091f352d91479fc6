import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { PostgresIngestionStore } from '../../storage/index.ts';
import { backtestsOver, storedBacktests } from '../../testing/backtests.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { ingestShop } from '../../testing/shop-data.ts';
import type { Progress } from '../telemetry.ts';

const command = {
  dataset: 'shop',
  models: ['seasonal-naive', 'moving-average', 'naive'],
  horizon: 7,
  windows: 3,
  stepSize: 5,
};
const quiet = { signal: new AbortController().signal, onProgress: () => undefined };

async function shopDatabase(): Promise<TestDatabase> {
  const test = await createTestDatabase();
  await ingestShop(new PostgresIngestionStore(test.database), { items: 300, days: 120 });
  return test;
}

let shop: TestDatabase;
beforeAll(async () => {
  shop = await shopDatabase();
});
afterAll(() => shop[Symbol.asyncDispose]());

describe('RunBacktest', () => {
  test('scores every model in every window, stores it, and answers the same again without computing', async () => {
    const { runBacktest } = backtestsOver(shop.database);
    const reports: Progress[] = [];
    const report = await runBacktest.execute(command, {
      ...quiet,
      onProgress: (progress) => reports.push(progress),
    });
    expect(report.leaderboard.map(({ model }) => model).toSorted()).toEqual(
      command.models.toSorted(),
    );
    // A pattern of a week repeats exactly.
    expect(report.leaderboard[0]).toMatchObject({
      model: 'seasonal-naive',
      wape: 0,
      bias: 0,
      wrmsse: 0,
      fva: 0,
    });
    expect(report.leaderboard[2]!.wape).toBeGreaterThan(0);
    expect(report.run.config).toMatchObject({
      levels: [
        'total',
        'state',
        'store',
        'category',
        'state × category',
        'store × category',
        'item-store',
      ],
      weights: 'dollar-sales',
      stepSize: 5,
      refit: 1,
    });
    expect(report.windows).toEqual([
      { cutoff: '2015-04-13', from: '2015-04-14', to: '2015-04-20' },
      { cutoff: '2015-04-18', from: '2015-04-19', to: '2015-04-25' },
      { cutoff: '2015-04-23', from: '2015-04-24', to: '2015-04-30' },
    ]);
    expect(report.run.resultHash).toMatch(/^[0-9a-f]{64}$/);
    expect(reports.at(-1)).toMatchObject({ stage: 'backtest', secondsLeft: 0 });
    expect(reports.at(-1)!.done).toBe(reports.at(-1)!.total);

    const again: Progress[] = [];
    const same = await runBacktest.execute(command, {
      ...quiet,
      onProgress: (progress) => again.push(progress),
    });
    expect(same).toEqual(report);
    expect(again).toEqual([]);
  });

  test('scores models of a whole panel beside those of single items', async () => {
    const { runBacktest } = backtestsOver(shop.database);
    const models = ['seasonal-naive', 'moving-average', 'regression', 'esx', 'top-down'];
    const { leaderboard } = await runBacktest.execute({ ...command, models }, quiet);
    expect(leaderboard.map(({ model }) => model).toSorted()).toEqual(models.toSorted());
    const wrmsse = (model: string) => leaderboard.find((one) => one.model === model)!.wrmsse!;
    expect(wrmsse('top-down')).toBeLessThan(wrmsse('moving-average') / 2);
    expect(wrmsse('esx')).toBeLessThan(wrmsse('moving-average') / 2);
  });

  test('gives the same bytes whatever the number of threads, fresh or not', async () => {
    await using other = await shopDatabase();
    const models = [...command.models, 'top-down'];
    const asked = { ...command, models };
    const one = await backtestsOver(shop.database, 1).runBacktest.execute(asked, quiet);
    const three = await backtestsOver(other.database, 3).runBacktest.execute(asked, quiet);
    expect(three.run.resultHash).toBe(one.run.resultHash);
    const stored = await storedBacktests(other.database);
    const fresh = await backtestsOver(other.database, 2).runBacktest.execute(
      { ...asked, fresh: true },
      quiet,
    );
    expect(fresh.run.id).not.toBe(three.run.id);
    expect(fresh.run.resultHash).toBe(one.run.resultHash);
    expect(await storedBacktests(other.database)).toEqual(stored);
  });

  test('goes on after an interruption with what is missing, and ends with the same bytes', async () => {
    await using whole = await shopDatabase();
    await using broken = await shopDatabase();
    const report = await backtestsOver(whole.database).runBacktest.execute(command, quiet);
    const { runBacktest } = backtestsOver(broken.database);
    const controller = new AbortController();
    const stopped = runBacktest.execute(command, {
      signal: controller.signal,
      onProgress: ({ stage, done, total }) => {
        if (stage === 'backtest' && done > total! / 2) controller.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    const units = await broken.database.prisma.backtestUnit.findMany({ select: { id: true } });
    expect(units.length).toBeGreaterThan(0);
    expect(units.length).toBeLessThan(9);
    const resumed = await runBacktest.execute(command, quiet);
    expect(resumed.run.resultHash).toBe(report.run.resultHash);
    expect(await storedBacktests(broken.database)).toEqual(await storedBacktests(whole.database));
    const kept = await broken.database.prisma.backtestUnit.count({
      where: { id: { in: units.map(({ id }) => id) } },
    });
    expect(kept).toBe(units.length);
  });

  test('lets two processes compute the same run at once', async () => {
    await using both = await shopDatabase();
    const reports = await Promise.all(
      [1, 2].map(() => backtestsOver(both.database).runBacktest.execute(command, quiet)),
    );
    expect(reports[0]!.run.id).toBe(reports[1]!.run.id);
    expect(reports[0]!.run.resultHash).toBe(reports[1]!.run.resultHash);
    expect(await both.database.prisma.backtestUnit.count()).toBe(9);
  });

  test('scores chosen levels, refits and rolling inputs as runs of their own', async () => {
    const { runBacktest } = backtestsOver(shop.database);
    const base = await runBacktest.execute({ ...command, levels: ['store', 'item-store'] }, quiet);
    expect(base.run.config.levels).toEqual(['store', 'item-store']);
    expect(base.leaderboard[0]!.levels.map(({ series }) => series)).toEqual([2, 300]);
    const rolling = await runBacktest.execute(
      { ...command, refit: 2, input: { kind: 'rolling', size: 20 } },
      quiet,
    );
    expect(rolling.run.config).toMatchObject({ refit: 2, inputSize: 20 });
    expect(rolling.run.id).not.toBe(base.run.id);
  });

  test.each([
    [{ dataset: 'nowhere' }, 'DATASET_NOT_FOUND', /No dataset is named "nowhere"/],
    [{ models: ['naive', 'crystal-ball'] }, 'MODEL_NOT_FOUND', /"crystal-ball".*seasonal-naive/],
    [{ models: ['all', 'crystal-ball'] }, 'MODEL_NOT_FOUND', /"crystal-ball".*top-down/],
    [{ horizon: 200 }, 'HORIZON_TOO_LONG', /need 217 periods of history, but there are 120/],
    [{ levels: ['total', 'planet'] }, 'LEVEL_NOT_FOUND', /"planet" does not exist/],
    [{ levels: ['m5'] }, 'LEVEL_NOT_FOUND', /the attribute "department"/],
    [{ horizon: 0 }, 'INVALID_INPUT', /horizon/],
    [{ quantileLevels: [0.5, 95] }, 'INVALID_INPUT', /fractions, not percent/],
    [{ asOf: new Date('2000-01-01') }, 'NO_DATA_AS_OF', /no demand recorded by 2000-01-01/],
  ])('says precisely what is wrong with %o', async (change, code, message) => {
    const { runBacktest } = backtestsOver(shop.database);
    const failure = runBacktest.execute({ ...command, ...change }, quiet);
    await expect(failure).rejects.toMatchObject({ code });
    await expect(failure).rejects.toThrow(message);
  });
});

describe('SelectModels', () => {
  test('chooses the best model per level, and per segment of a level', async () => {
    const { runBacktest, selectModels } = backtestsOver(shop.database);
    const { run } = await runBacktest.execute(command, quiet);
    const levels = await selectModels.execute({ run: run.id, metric: 'wrmsse' }, quiet.signal);
    expect(levels.choices.map(({ scope }) => scope)).toEqual(run.config.levels);
    const segments = await selectModels.execute({ run: run.id, level: 'store' }, quiet.signal);
    expect(segments.choices).toMatchObject([
      { scope: 'CA_1', series: 150, choice: { model: 'seasonal-naive', score: 0 } },
      { scope: 'TX_1', series: 150, choice: { model: 'seasonal-naive', score: 0 } },
    ]);
    for (const { choice } of [...levels.choices, ...segments.choices]) {
      expect(choice?.model).toBe('seasonal-naive');
      expect(choice?.runnerUp?.score).toBeGreaterThan(0);
    }
  });

  test('says which runs can be chosen from', async () => {
    const { runBacktest, selectModels, store } = backtestsOver(shop.database);
    const { run } = await runBacktest.execute(command, quiet);
    const choose = (input: object) => selectModels.execute(input, quiet.signal);
    await expect(choose({ run: 999_999 })).rejects.toThrow('There is no backtest 999999');
    await expect(choose({ run: run.id, level: 'planet' })).rejects.toMatchObject({
      code: 'LEVEL_NOT_FOUND',
    });
    await expect(choose({ run: run.id, level: 'store', metric: 'wspl' })).rejects.toThrow(
      'must be wape or wapeMean',
    );
    const { id, completedAt, resultHash, createdAt, ...rest } = run;
    const unfinished = await store.open({ ...rest, configHash: 'e'.repeat(64) });
    await expect(choose({ run: unfinished.id })).rejects.toThrow('is not finished');
    expect([id, completedAt, resultHash, createdAt]).not.toContain(null);
  });
});
