import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { createTestDatabase, type TestDatabase } from '../server/testing/postgres.ts';
import { StopRequested } from './runtime/index.ts';
import { freePort } from './testing/free-port.ts';
import { runInProcess } from './testing/run-in-process.ts';
import { temporaryFolder, type TemporaryFolder } from './testing/temporary-folder.ts';

let database: TestDatabase;
let folder: TemporaryFolder;
let env: Readonly<Record<string, string>>;

beforeAll(async () => {
  folder = await temporaryFolder();
  database = await createTestDatabase({ migrated: false });
  env = { DATABASE_URL: database.url, WORKER_THREADS: '1', MAX_ITEMS: '100' };
});
afterAll(async () => {
  await database[Symbol.asyncDispose]();
  await folder[Symbol.asyncDispose]();
});

const run = (...args: readonly string[]) => runInProcess(args, env);

test('a database without the schema is refused by commands that only read, and doctor says so', async () => {
  const refused = await run('datasets');
  expect(refused.code).toBe(3);
  expect(refused.diagnostics).toContain('Run: forecastle migrate');
  const doctor = await run('doctor', '--json');
  expect(JSON.parse(doctor.output)).toMatchObject({
    checks: expect.arrayContaining([
      expect.objectContaining({ name: 'migrations', status: 'warning' }),
    ]) as unknown,
  });
});

test('migrate applies what is missing, and a second time nothing', async () => {
  const first = await run('migrate', '--json');
  expect(first.code).toBe(0);
  const { applied } = JSON.parse(first.output) as { applied: string[] };
  expect(applied.length).toBeGreaterThan(0);
  const second = await run('migrate');
  expect(second).toEqual({ code: 0, output: '', diagnostics: 'The schema is up to date.\n' });
});

test('without data the commands say how to get some', async () => {
  expect((await run('datasets')).diagnostics).toContain('forecastle demo');
  const forecast = await run('forecast', '--all');
  expect(forecast.code).toBe(2);
  expect(forecast.diagnostics).toContain('forecastle demo');
});

test('demo data is generated once; the same again is a no-op that says so', async () => {
  const first = await run('demo', '--seed', '7');
  expect(first.code).toBe(0);
  expect(first.output).toContain('Ingested "synthetic-demo"');
  expect(first.diagnostics).toMatch(/generate: 300 of 300 items \(100 %\)/);
  const second = await run('demo', '--seed', '7', '--json');
  expect(JSON.parse(second.output)).toMatchObject({ unchanged: true });
});

const sales = `item_id,date,demand,store
A,2026-01-01,1,S1
A,2026-01-02,2,S1
B,2026-01-01,3,S2
B,2026-01-02,4,S2
`;

test('a file is ingested with its audit, and again is a no-op', async () => {
  const file = await folder.file('sales.csv', sales);
  const first = await run('ingest', file, '--dataset', 'shop', '--name', 'Corner shop');
  expect(first.code).toBe(0);
  expect(first.output).toContain('2 items (2 new), 4 values, 10 units');
  expect(first.output).toMatch(/duplicates +0 values/);
  const second = await run('ingest', file, '--dataset', 'shop', '--name', 'Corner shop');
  expect(second.output).toContain('Nothing to do');
});

test('a mapping by flags reads other columns and adds up transactions', async () => {
  const file = await folder.file(
    'transactions.csv',
    'Code;Day;Units;Country\nx;2026-01-01;2;UK\nx;2026-01-01;3;UK\nx;2026-01-02;9;FR\nx;2026-01-03;0;UK\n',
  );
  const { code, output } = await run(
    ...[
      'ingest',
      file,
      '--dataset',
      'other',
      '--item',
      'Code',
      '--date',
      'Day',
      '--demand',
      'Units',
    ],
    ...['--delimiter', ';', '--uppercase', '--aggregate', 'sum', '--where', 'Country=UK', '--json'],
  );
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({ totals: { units: 5, rowsUsed: 3, rowsFiltered: 1 } });
});

test('a broken file is refused with its lines, and nothing is written', async () => {
  const file = await folder.file('broken.csv', `${sales}C,2026-01-01,many,S1\nC,yesterday,1,S1\n`);
  const { code, output, diagnostics } = await run('ingest', file, '--dataset', 'refused');
  expect(code).toBe(2);
  expect(output).toBe('');
  expect(diagnostics).toContain('broken.csv line 6, column demand: found "many"');
  expect(diagnostics).toContain('broken.csv line 7, column date: found "yesterday"');
  expect((await run('datasets', '--json')).output).not.toContain('refused');
});

test('a file that is not what was promised is refused', async () => {
  const file = await folder.file('sales.csv', sales);
  const { code, diagnostics } = await run(
    ...['ingest', file, '--dataset', 'shop', '--again', '--sha256', 'f'.repeat(64)],
  );
  expect(code).toBe(2);
  expect(diagnostics).toMatch(/sha-?256/i);
});

test('forecasts that were written are verified, and one that was changed is found', async () => {
  const file = join(folder.path, 'forecasts.json');
  const asked = ['--dataset', 'shop', '--all', '--horizon', '3'];
  expect((await run('forecast', ...asked, '--output', file)).code).toBe(0);
  const sound = await run('verify-forecast', file);
  expect(sound).toMatchObject({ code: 0 });
  expect(sound.output).toMatch(/^A +yes +naive@/m);

  const written = JSON.parse(await readFile(file, 'utf8')) as { forecasts: { mean: number[] }[] };
  written.forecasts[1]!.mean[2]! += 4;
  const changed = await folder.file('changed.json', JSON.stringify(written));
  const { code, output, diagnostics } = await run('verify-forecast', changed, '--json');
  expect(code).toBe(1);
  expect(JSON.parse(output)).toMatchObject({
    verifications: [
      { matches: true, largestDifference: 0 },
      { matches: false, largestDifference: 4, differences: [{ kind: 'VALUES' }] },
    ],
  });
  expect(diagnostics).toContain('B: VALUES: The largest difference is 4: mean of 2026-01-05.');
  const broken = await run('verify-forecast', await folder.file('other.json', '{"rows": []}'));
  expect(broken.code).toBe(2);
  expect(broken.diagnostics).toContain('forecastle forecast --json');
});

test('datasets are listed with their extent', async () => {
  const { output } = await run('datasets', '--json');
  expect(JSON.parse(output)).toEqual(
    expect.arrayContaining([
      expect.objectContaining({
        slug: 'shop',
        name: 'Corner shop',
        items: 2,
        ingestions: 1,
        firstDate: '2026-01-01',
        lastDate: '2026-01-02',
        synthetic: false,
      }),
      expect.objectContaining({ slug: 'synthetic-demo', items: 300, synthetic: true }),
    ]) as unknown,
  );
  expect((await run('datasets')).output).toMatch(/^synthetic-demo +daily +300 /m);
});

test('items are forecast by key, to CSV for programs', async () => {
  const { code, output } = await run('forecast', 'B', 'A', '--dataset', 'shop', '--horizon', '2');
  expect(code).toBe(0);
  const lines = output.trimEnd().split('\n');
  expect(lines[0]).toMatch(/^item_id,date,mean,median,q0\.1,/);
  expect(lines.slice(1).map((line) => line.split(',').slice(0, 2))).toEqual([
    ['B', '2026-01-03'],
    ['B', '2026-01-04'],
    ['A', '2026-01-03'],
    ['A', '2026-01-04'],
  ]);
});

test('a filter selects items, and JSON holds their provenance and steps down', async () => {
  const { output, diagnostics } = await run(
    ...[
      'forecast',
      '--dataset',
      'shop',
      '--store',
      'S2',
      '--horizon',
      '1',
      '--quantiles',
      '0.5,0.9',
    ],
    ...['--model', 'seasonal-naive', '--json'],
  );
  expect(JSON.parse(output)).toMatchObject({
    horizon: 1,
    quantileLevels: [0.5, 0.9],
    forecasts: [
      {
        item: { key: 'B' },
        degradation: { reason: 'HISTORY_TOO_SHORT' },
        provenance: { datasetVersion: expect.any(String) as string },
      },
    ],
  });
  expect(diagnostics).toContain('1 of 1 items were served by another model');
});

test('all items go to a compressed file in several batches, and evaluate reads it', async () => {
  const file = join(folder.path, 'all.csv.gz');
  const args = [
    'forecast',
    '--dataset',
    'synthetic-demo',
    '--all',
    '--horizon',
    '7',
    '--output',
    file,
  ];
  const { code, output, diagnostics } = await run(...args, '--cutoff', '2025-12-24');
  expect({ code, output }).toEqual({ code: 0, output: '' });
  expect(diagnostics).toContain('forecast: 300 of 300 items (100 %)');
  const lines = gunzipSync(await readFile(file))
    .toString()
    .trimEnd()
    .split('\n');
  expect(lines).toHaveLength(1 + 300 * 7);
  const keys = lines.slice(1).map((line) => line.split(',')[0]);
  expect(new Set(keys).size).toBe(300);
  const actuals = lines.slice(1).map((line) => line.split(',').slice(0, 3).join(','));
  const actualFile = await folder.file(
    'actuals.csv',
    `item_id,date,demand\n${actuals.join('\n')}\n`,
  );
  const evaluation = await run('evaluate', '--forecasts', file, '--actuals', actualFile, '--json');
  expect(JSON.parse(evaluation.output)).toMatchObject({
    scored: 2100,
    mean: { wape: 0 },
    leadTimes: Array.from({ length: 7 }, (_, index) => ({ leadTime: index + 1, scored: 300 })),
  });
});

test('unknown names are refused with those that exist', async () => {
  const dataset = await run('forecast', '--dataset', 'nothing', '--all');
  expect(dataset.code).toBe(2);
  expect(dataset.diagnostics).toContain('other, shop, synthetic-demo');
  const several = await run('forecast', '--all');
  expect(several.diagnostics).toContain('Name the dataset with --dataset');
  const item = await run('forecast', 'NOPE', '--dataset', 'shop');
  expect(item).toMatchObject({ code: 2, output: '' });
  const model = await run('forecast', 'A', '--dataset', 'shop', '--model', 'crystal-ball');
  expect(model.diagnostics).toContain('weekday-average');
});

test('a filter that matches nothing says so', async () => {
  const { code, diagnostics } = await run('forecast', '--dataset', 'shop', '--state', 'XX');
  expect(code).toBe(0);
  expect(diagnostics).toContain('No item matches.');
});

test('a failed forecast leaves no file behind', async () => {
  const file = join(folder.path, 'never.csv');
  const { code } = await run('forecast', 'A', 'NOPE', '--dataset', 'shop', '--output', file);
  expect(code).toBe(2);
  await expect(readFile(file)).rejects.toThrow('ENOENT');
});

test('a server of the command line passes the smoke test, and stops on a signal', async () => {
  const stop = new AbortController();
  const port = await freePort();
  const served = runInProcess(
    ['serve'],
    { ...env, PORT: String(port), LOG_LEVEL: 'silent' },
    stop.signal,
  );
  const url = `http://127.0.0.1:${port}`;
  await expect
    .poll(
      () =>
        fetch(`${url}/ready`).then(
          ({ status }) => status,
          () => 0,
        ),
      { timeout: 30_000 },
    )
    .toBe(200);
  const smoke = await runInProcess(['smoke', '--url', url]);
  expect(smoke.output).not.toContain('FAILED');
  expect(smoke.output).toMatch(/typed errors +horizon 0 is refused/);
  expect(smoke.code).toBe(0);
  const doctor = await runInProcess(['doctor'], { ...env, PORT: String(port) });
  expect(doctor.output).toContain('is served by Forecastle');
  stop.abort(new StopRequested('SIGTERM'));
  expect(await served).toMatchObject({
    code: 0,
    diagnostics: expect.stringMatching(/serves at .*\nStopping.*\nStopped\.\n$/) as string,
  });
});
