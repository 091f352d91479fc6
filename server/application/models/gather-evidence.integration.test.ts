import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { PostgresIngestionStore } from '../../storage/index.ts';
import { backtestsOver } from '../../testing/backtests.ts';
import {
  createTestModelStore,
  someFacts,
  someTensors,
  type TestModelStore,
} from '../../testing/model-artifacts.ts';
import { modelsOver } from '../../testing/model-registry.ts';
import { createTestDatabase, type TestDatabase } from '../../testing/postgres.ts';
import { ingestShop } from '../../testing/shop-data.ts';

let test: TestDatabase;
let files: TestModelStore;
let use: ReturnType<typeof modelsOver>;
let run: number;

/** Says that the scores of two baselines are those of two versions. */
const rename = `
  with names (baseline, version) as (values ('seasonal-naive', 'demo-net@1'), ('naive', 'demo-net@2')),
  units as (update backtest_unit u set model = n.version from names n where u.model = n.baseline)
  update backtest_run set config = config || '{"models": ["demo-net@1", "demo-net@2", "moving-average"]}'`;

beforeAll(async () => {
  test = await createTestDatabase();
  files = await createTestModelStore();
  use = modelsOver(test.database, files, { probe: null });
  await ingestShop(new PostgresIngestionStore(test.database), { items: 20, days: 120 });
  const report = await backtestsOver(test.database).runBacktest.execute(
    {
      dataset: 'shop',
      models: ['seasonal-naive', 'naive', 'moving-average'],
      horizon: 7,
      windows: 2,
      stepSize: 7,
    },
    { signal: new AbortController().signal, onProgress: () => undefined },
  );
  run = report.run.id;
  await test.database.pool.query(rename);
  for (const version of ['1', '2', '3']) {
    await use.publishModel.execute(someFacts({ version }), someTensors());
  }
});
afterAll(async () => {
  await test[Symbol.asyncDispose]();
  await files[Symbol.asyncDispose]();
});

const promote = (version: string, more: object = {}) =>
  use.promoteModel.execute({
    model: 'demo-net',
    version,
    actor: 'ada',
    reason: 'a test',
    ...more,
  });

describe('a stored backtest as evidence', () => {
  it('is found by the version that is in it, and gives scores, latency and those of the champion', async () => {
    const first = await promote('1');
    expect(first.gate).toMatchObject({ source: `backtest ${run}` });
    const found = new Map(first.gate!.checks.map((one) => [one.check, one]));
    // Seasonal naive against itself.
    expect(found.get('wape-against-seasonal-naive')).toMatchObject({ passed: false, found: 0 });
    expect(found.get('latency')!.found).toBeGreaterThan(0);
    await promote('1', { force: true });

    const second = await promote('2');
    const against = second.gate!.checks.find(({ check }) => check === 'wape-against-champion')!;
    expect(against).toMatchObject({ passed: false });
    expect(against.detail).toMatch(/points worse than 1\.$/);
  });

  it('that lacks the version is refused, and a version without any is judged by its manifest', async () => {
    expect(await promote('3', { backtest: run })).toMatchObject({
      gate: null,
      userErrors: [{ code: 'BACKTEST_NOT_FOUND', field: ['backtest'] }],
    });
    expect((await promote('3')).gate).toMatchObject({ source: 'manifest' });
  });

  it('fills the cards of baselines', async () => {
    const [version] = await use.models.versions([{ model: 'moving-average', version: '0.0.0' }]);
    expect(await use.models.metrics(version!)).toMatchObject({ source: `backtest ${run}` });
    const card = await use.models.card(version!);
    expect(card).toContain('2 origin(s), 7 period(s) apart, 7 periods ahead, on dataset shop');
    expect(card).toMatch(/^\| item-store +\| 20 +\|/m);
  });
});

describe('a promotion whose connection dies in the middle', () => {
  it('has not happened', async () => {
    const before = await use.models.model('demo-net');
    const [three] = await use.registry.find([{ model: 'demo-net', version: '3' }]);
    await expect(
      use.registry.session('demo-net', async (session) => {
        const from = await session.holderOf('champion');
        await session.record({
          action: 'promote',
          alias: 'champion',
          actor: 'ada',
          reason: 'doomed',
          forced: false,
          gate: { passed: true, source: 'manifest', checks: [] },
          from,
          to: three!,
          idempotency: null,
        });
        await test.database.pool.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where datname = current_database() and state = 'idle in transaction'`,
        );
      }),
    ).rejects.toMatchObject({ code: 'DATABASE_UNAVAILABLE' });
    expect(await use.models.model('demo-net')).toEqual(before);
    const asked = { model: 'demo-net', version: '3' };
    expect((await use.models.ledgerPage(asked, { first: null, before: null })).entries).toEqual([]);
    expect(await promote('3', { force: true })).toMatchObject({ entry: { to: '3' } });
  });
});
