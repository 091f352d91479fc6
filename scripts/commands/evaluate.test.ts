import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { runInProcess } from '../testing/run-in-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

const forecasts = `item_id,date,mean,median,q0.1,q0.9,cutoff
A,2026-01-03,2,1,0,3,2026-01-02
A,2026-01-04,4,5,1,9,2026-01-02
B,2026-01-03,0,0,0,0,2026-01-02
B,2026-01-04,1,0,0,1,2026-01-02
`;
const actuals = `item_id,date,demand
A,2026-01-01,1
A,2026-01-02,3
A,2026-01-03,1
A,2026-01-04,5
B,2026-01-03,0
`;

async function evaluate(
  files: {
    readonly forecasts: string | Uint8Array;
    readonly actuals: string;
    readonly name?: string;
  },
  ...flags: readonly string[]
) {
  await using folder = await temporaryFolder();
  const forecastFile = await folder.file(files.name ?? 'forecasts.csv', files.forecasts);
  const actualFile = await folder.file('actuals.csv', files.actuals);
  return await runInProcess([
    'evaluate',
    '--forecasts',
    forecastFile,
    '--actuals',
    actualFile,
    ...flags,
  ]);
}

test('scores are those of all values together and of each lead time', async () => {
  const { code, output } = await evaluate({ forecasts, actuals }, '--json');
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    items: 2,
    scored: 3,
    unscored: 1,
    // |2-1| + |4-5| + |0-0| over 1 + 5 + 0.
    mean: {
      wape: 2 / 6,
      accuracy: expect.closeTo(200 / 3) as number,
      bias: 0,
      mae: 2 / 3,
      rmse: Math.sqrt(2 / 3),
    },
    median: { wape: 0 },
    quantiles: [
      { level: 0.1, coverage: 1 / 3 },
      { level: 0.9, coverage: 1 },
    ],
    intervals: [{ lower: 0.1, upper: 0.9, nominal: 0.8, coverage: 1 }],
    scaled: null,
    leadTimes: [
      { leadTime: 1, scored: 2, wape: 1 },
      { leadTime: 2, scored: 1, wape: 0.2 },
    ],
  });
});

test('a missing actual can count as zero', async () => {
  const { output } = await evaluate({ forecasts, actuals }, '--json', '--missing', 'zero');
  expect(JSON.parse(output)).toMatchObject({ scored: 4, unscored: 0, mean: { wape: 3 / 6 } });
});

test('with a history errors are scaled by it', async () => {
  const { output } = await evaluate({ forecasts, actuals }, '--json', '--scaled');
  // RMSSE of A: mean square error 1 over the squared difference (3 - 1)^2; B has no history, and no MASE a season.
  expect(JSON.parse(output)).toMatchObject({ scaled: { mase: null, rmsse: 0.5, runs: 1 } });
});

test('people get tables', async () => {
  const { output } = await evaluate({ forecasts, actuals }, '--scaled');
  expect(output).toContain('3 values of 2 items scored, 1 without an actual');
  expect(output).toMatch(/mean +0\.333333 +66\.6667 +0 +0\.666667/);
  expect(output).toContain('80 % interval: 1');
  expect(output).toMatch(/lead time +scored +WAPE/);
});

test('compressed files, mean-only files and files without a cutoff are read', async () => {
  const plain = 'date,item_id,mean,note\n2026-01-04,A,4,x\n2026-01-03,A,2,y\n';
  const { code, output } = await evaluate(
    { forecasts: gzipSync(plain), actuals, name: 'forecasts.csv.gz' },
    '--partial',
    '--json',
  );
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    median: null,
    wql: null,
    quantiles: [],
    leadTimes: [
      { leadTime: 1, wape: 1 },
      { leadTime: 2, wape: 0.2 },
    ],
  });
});

test('an item that our own CSV protects from spreadsheets is found again', async () => {
  const { output } = await evaluate(
    {
      forecasts: "item_id,date,mean\n'=A,2026-01-03,2\n",
      actuals: 'item_id,date,demand\n=A,2026-01-03,2\n',
    },
    '--json',
  );
  expect(JSON.parse(output)).toMatchObject({ scored: 1, mean: { wape: 0 } });
});

test('weekly files meet in their weeks', async () => {
  const { output } = await evaluate(
    {
      forecasts: 'item_id,date,mean\nA,2026-01-05,2\n',
      actuals: 'item_id,date,demand\nA,2026-01-07,2\n',
    },
    '--json',
    '--frequency',
    'weekly',
  );
  expect(JSON.parse(output)).toMatchObject({ scored: 1 });
});

test('every bad row is named with its line, and the code says bad input', async () => {
  const { code, diagnostics } = await evaluate({
    forecasts: `item_id,date,mean,cutoff
A,2026-01-03,2,2026-01-02
A,2026-01-03,2,2026-01-02
A,3 January,2,2026-01-02
A,2026-01-04,many,2026-01-02
A,2026-01-01,1,2026-01-02
A,2026-01-05
`,
    actuals,
  });
  expect(code).toBe(2);
  expect(diagnostics).toContain('5 bad row(s)');
  expect(diagnostics).toContain(
    'line 3, column date: found "2026-01-03", expected one row per item',
  );
  expect(diagnostics).toContain('line 4, column date: found "3 January"');
  expect(diagnostics).toContain('line 5, column mean: found "many", expected a finite number');
  expect(diagnostics).toContain('line 6, column date: found "2026-01-01", expected a date after');
  expect(diagnostics).toContain('line 7, column (all): found "2 cell(s)"');
});

test('a repeated actual is a bad row, and a missing column names those found', async () => {
  const repeated = await evaluate({ forecasts, actuals: `${actuals}A,2026-01-03,1\n` });
  expect(repeated).toMatchObject({ code: 2 });
  expect(repeated.diagnostics).toContain('line 7');
  const renamed = await evaluate({ forecasts, actuals: 'item,date,units\nA,2026-01-03,1\n' });
  expect(renamed.code).toBe(2);
  expect(renamed.diagnostics).toMatch(/no column "item_id", "demand"/);
});

test('files that do not meet fail instead of scoring nothing', async () => {
  const { code, diagnostics } = await evaluate({
    forecasts,
    actuals: 'item_id,date,demand\nZ,2025-01-03,1\n',
  });
  expect(code).toBe(1);
  expect(diagnostics).toContain('No forecast date has an actual');
});

test('a file that does not exist is named', async () => {
  await using folder = await temporaryFolder();
  const missing = join(folder.path, 'none.csv');
  const result = await runInProcess(['evaluate', '--actuals', missing, '--forecasts', missing]);
  expect(result.code).toBe(2);
  expect(result.diagnostics).toContain('none.csv cannot be read: there is no such file');
});
