import { afterAll, beforeAll, expect, test } from 'vitest';

import type { UnitBatch } from '../../application/backtests/index.ts';
import { aRun } from '../../application/backtests/testing/a-run.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { ingestShop } from '../../testing/shop-data.ts';
import { PostgresIngestionStore } from '../ingestion/postgres-ingestion-store.ts';
import { PostgresBacktestStore } from './postgres-backtest-store.ts';
import { PostgresUnitLeases } from './postgres-unit-leases.ts';

const models = ['naive', 'theta'];
const batches: readonly UnitBatch[] = Array.from({ length: 40 }, (_, window) => ({
  ...{ window, scope: 'series', models },
}));
const place = ({ window }: UnitBatch) => window;
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index);

let shop: TestDatabase;
let leases: PostgresUnitLeases;
beforeAll(async () => {
  shop = await createTestDatabase({ poolSize: 8 });
  await ingestShop(new PostgresIngestionStore(shop.database), { items: 2, days: 20 });
  leases = new PostgresUnitLeases(shop.database);
});
afterAll(() => shop[Symbol.asyncDispose]());

let runs = 0;
async function newRun(): Promise<number> {
  const { rows } = await shop.database.pool.query<{ id: number }>('select id from dataset');
  const configHash = String((runs += 1)).padStart(64, '0');
  const { config, itemIds, asOf } = aRun(runs);
  const run = { datasetId: rows[0]!.id, configHash, config, asOf, itemIds };
  return (await new PostgresBacktestStore(shop.database).open(run)).id;
}

/** Takes until there is nothing left to take. */
async function takeAll(run: number, holder: string): Promise<readonly UnitBatch[]> {
  const taken: UnitBatch[] = [];
  for (;;) {
    const next = await leases.take(run, batches, { holder, seconds: 60 });
    if (typeof next === 'string') return taken;
    taken.push(next);
  }
}

test('takers at once hold every unit, and none of them twice', async () => {
  const run = await newRun();
  const names = ['ada', 'bob', 'cyd', 'dan'];
  const taken = await Promise.all(names.map((holder) => takeAll(run, holder)));
  expect(
    taken
      .flat()
      .map(place)
      .toSorted((one, other) => one - other),
  ).toEqual(upTo(40));
  expect(taken.filter((own) => own.length > 0).length).toBeGreaterThan(1);
  const { rows } = await shop.database.pool.query<{ holder: string; windows: number[] }>(
    `select holder, array_agg("window" order by "window", model) as windows
     from backtest_lease where run_id = $1 group by holder order by holder`,
    [run],
  );
  expect(rows).toEqual(
    names
      .map((holder, index) => ({
        holder,
        windows: taken[index]!.flatMap((own) => [place(own), place(own)]),
      }))
      .filter(({ windows }) => windows.length > 0),
  );
  expect(await leases.take(run, batches, { holder: 'eve', seconds: 60 })).toBe('all-held');
});

test('what is given up, or not held any more, is the next one’s; what is renewed is not', async () => {
  const run = await newRun();
  const [first, second, third] = batches;
  const take = (holder: string, seconds: number) =>
    leases.take(run, batches.slice(0, 3), { holder, seconds });
  // A lease of no time has run out: its holder is as good as dead.
  expect(await take('dead', 0)).toEqual(first);
  expect(await take('ada', 60)).toEqual(first);
  expect(await take('bob', 0)).toEqual(second);
  await leases.renew(run, { holder: 'bob', seconds: 60 });
  expect(await take('cyd', 60)).toEqual(third);
  expect(await take('dan', 60)).toBe('all-held');
  await leases.release(run, 'ada');
  expect(await take('dan', 60)).toEqual(first);
});
