import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { PostgresIngestionStore } from '../server/storage/index.ts';
import { storedBacktests } from '../server/testing/backtests.ts';
import { holdRows } from '../server/testing/held-rows.ts';
import { createTestDatabase, type TestDatabase } from '../server/testing/postgres.ts';
import { ingestShop } from '../server/testing/shop-data.ts';
import { runInProcess } from './testing/run-in-process.ts';
import { spawnProgram } from './testing/spawn-program.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

const args = ['backtest', '--models', 'naive,moving-average', '--horizon', '7', '--windows', '4'];

async function shopDatabase(): Promise<TestDatabase> {
  const test = await createTestDatabase();
  await ingestShop(new PostgresIngestionStore(test.database), { items: 40, days: 120 });
  return test;
}

const envOf = ({ url }: TestDatabase) => ({ DATABASE_URL: url, WORKER_THREADS: '1' });

test('a backtest that was killed goes on where it stopped and ends with the bytes of an uninterrupted one', async () => {
  await using whole = await shopDatabase();
  await using killed = await shopDatabase();
  const uninterrupted = await runInProcess([...args, '--json'], envOf(whole));
  expect(uninterrupted.code).toBe(0);

  {
    await using hold = await holdRows(killed.database, {
      ...{ table: 'backtest_unit', event: 'insert', least: 3 },
    });
    const program = spawnProgram(args, envOf(killed));
    await hold.untilReached(program);
    program.process.kill('SIGKILL');
    expect(await program.ended).toBe(-1);
  }

  const { pool } = killed.database;
  const { rows } = await pool.query<{ id: number; scores: string }>(
    `select u.id, (select count(*) from backtest_score s where s.unit_id = u.id) as scores
     from backtest_unit u order by u.id`,
  );
  expect(rows.length).toBeGreaterThanOrEqual(3);
  expect(rows.length).toBeLessThan(8);
  for (const { scores } of rows) expect(scores).toBe('7');

  const resumed = await runInProcess([...args, '--json'], envOf(killed));
  expect(resumed.code).toBe(0);
  expect(await storedBacktests(killed.database)).toEqual(await storedBacktests(whole.database));
  const hashOf = (json: string) => /"resultHash": "(\w{64})"/.exec(json)?.[1];
  expect(hashOf(resumed.output)).toBe(hashOf(uninterrupted.output));
  const kept = await pool.query('select 1 from backtest_unit where id = any($1)', [
    rows.map(({ id }) => id),
  ]);
  expect(kept.rowCount).toBe(rows.length);
});

test('backtest prints a leaderboard and writes CSV and one HTML file; select chooses from it', async () => {
  await using shop = await shopDatabase();
  await using folder = await temporaryFolder();
  const env = envOf(shop);
  const csv = join(folder.path, 'scores.csv');
  const html = join(folder.path, 'report.html');
  const table = await runInProcess([...args, '--csv', csv, '--html', html], env);
  expect(table.code).toBe(0);
  expect(table.output).toMatch(/^Backtest \d+ of shop: 40 items, 4 windows x 7 periods/);
  expect(table.output).toMatch(/model\s+WAPE %.*\n(naive|moving-average) /);

  const report: unknown = JSON.parse((await runInProcess([...args, '--json'], env)).output);
  expect(report).toMatchObject({
    run: expect.any(Number) as number,
    protocol: { dataset: 'shop', horizon: 7, windows: 4, stepSize: 7, items: 40, seed: 1 },
    leaderboard: [
      {
        model: expect.any(String) as string,
        wape: expect.any(Number) as number,
        bias: expect.any(Number) as number,
        rmsse: expect.any(Number) as number,
        wrmsse: expect.any(Number) as number,
        wspl: expect.any(Number) as number,
        coverage: { '80': expect.any(Number) as number, '95': expect.any(Number) as number },
        fva: expect.any(Number) as number,
        seconds: expect.any(Number) as number,
      },
      {},
    ],
  });

  const lines = (await readFile(csv, 'utf8')).trim().split('\n');
  expect(lines[0]).toContain('model,level,series,wape,wape_mean,bias');
  expect(lines).toHaveLength(1 + 2 * 8);
  const page = await readFile(html, 'utf8');
  expect(page.match(/<svg /g)).toHaveLength(6);
  expect(page).not.toMatch(/<script|<link|src=|url\(|https?:/);

  const run = /Backtest (\d+)/.exec(table.output)?.[1] ?? '';
  const levels = await runInProcess(['select', '--run', run, '--metric', 'wrmsse'], env);
  expect(levels.output).toMatch(/total\s+1\s+(naive|moving-average)/);
  const stores = await runInProcess(['select', '--run', run, '--level', 'store', '--json'], env);
  expect(JSON.parse(stores.output)).toMatchObject({
    level: 'store',
    metric: 'wape',
    choices: [{ scope: 'CA_1' }, { scope: 'TX_1' }],
  });
});

test('backtests lists what is stored and compares it', async () => {
  await using shop = await shopDatabase();
  const env = envOf(shop);
  const none = await runInProcess(['backtests'], env);
  expect(none.diagnostics).toContain('No backtests yet');
  await runInProcess([...args, '--json'], env);
  await runInProcess([...args, '--json', '--input', '60'], env);
  await runInProcess([...args, '--json', '--windows', '3'], env);
  const list = await runInProcess(['backtests', '--dataset', 'shop'], env);
  expect(list.code).toBe(0);
  expect(list.output).toMatch(/ 40 +naive, moving-average +4 x 7 +7 .* finished +\d{4}-/);
  const runs = JSON.parse((await runInProcess(['backtests', 'list', '--json'], env)).output) as {
    id: number;
  }[];
  const [fewer, rolling, first] = runs.map(({ id }) => String(id)) as [string, string, string];

  const table = await runInProcess(['backtests', 'compare', first, rolling], env);
  expect(table.code).toBe(0);
  expect(table.output).toContain('Differs in input: all history in run');
  const csv = await runInProcess(
    ['backtests', 'compare', first, rolling, '--level', 'store', '--csv'],
    env,
  );
  expect(csv.output.trim().split('\n')).toHaveLength(5);
  const json = await runInProcess(['backtests', 'compare', first, rolling, '--json'], env);
  expect(JSON.parse(json.output)).toMatchObject({ runs: [{}, {}], lines: [{}, {}, {}, {}] });
  const refused = await runInProcess(['backtests', 'compare', first, fewer], env);
  expect(refused.code).toBe(2);
  expect(refused.diagnostics).toContain('These runs cannot be compared; they differ in cutoffs: 4');
  const both = await runInProcess(['backtests', 'compare', first, '--json', '--csv'], env);
  expect(both.diagnostics).toContain('Choose one of --json and --csv.');
  expect((await runInProcess(['backtests', 'compare', 'x'], env)).code).toBe(2);
});

test('wrong use ends with code 2 and says what to do', async () => {
  await using shop = await shopDatabase();
  const env = envOf(shop);
  const long = await runInProcess(['backtest', '--horizon', '500'], env);
  expect(long.code).toBe(2);
  expect(long.diagnostics).toContain('Ask for a shorter horizon, fewer windows or a smaller step.');
  const level = await runInProcess([...args, '--levels', 'planet'], env);
  expect(level.code).toBe(2);
  expect(level.diagnostics).toContain('"planet" does not exist');
  const run = await runInProcess(['select', '--run', '77'], env);
  expect(run.code).toBe(2);
  expect(run.diagnostics).toContain('There is no backtest 77');
});
