import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { runInProcess } from '../testing/run-in-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

/** Writes the files and evaluates them; a flag whose value is the name of a file receives its path. */
async function evaluate(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...flags: readonly string[]
) {
  await using folder = await temporaryFolder();
  const paths = new Map<string, string>();
  for (const [name, content] of Object.entries(files)) {
    paths.set(name, await folder.file(name, content));
  }
  const result = await runInProcess([
    'evaluate',
    '--actuals',
    paths.get('actuals.csv') ?? 'actuals.csv',
    '--forecasts',
    paths.get('forecasts.csv') ?? 'forecasts.csv',
    ...flags.map((flag) => paths.get(flag) ?? flag),
  ]);
  const outputs = flags.filter((flag) => flag.startsWith('/'));
  const written = await Promise.all(outputs.map((path) => readFile(path, 'utf8').catch(() => '')));
  return { ...result, written };
}

/** Two items in one store: history 1, 3 and 2, 2; then 4 and 6. */
const actuals = `item_id,date,demand,price
a,2026-01-01,1,10
b,2026-01-01,2,1
a,2026-01-02,3,10
b,2026-01-02,2,1
a,2026-01-03,4,10
b,2026-01-03,6,1
`;
const forecasts = `item_id,date,mean,q0.1,q0.5,q0.9
a,2026-01-03,5,2,4,6
b,2026-01-03,6,4,6,8
`;
const items = 'item_id,store,size\na,north,small\nb,north,large\n';

const summedActuals = `level,series,date,demand
total,all,2026-01-03,10
product,a,2026-01-03,4
product,b,2026-01-03,6
`;
const summedForecasts = `level,series,date,mean
total,all,2026-01-03,10.1
product,a,2026-01-03,4.8
product,b,2026-01-03,5.3
`;
const weights = 'level,series,weight\ntotal,all,1\nproduct,a,10\nproduct,b,12\n';
const scales = `level,series,scale\ntotal,all,${0.1 / 0.77}\nproduct,a,1\nproduct,b,1\n`;

test("summed files with weights and scales give the worked example of M5's guide", async () => {
  const { code, output } = await evaluate(
    {
      'actuals.csv': gzipSync(summedActuals),
      'forecasts.csv': summedForecasts,
      'weights.csv': weights,
      'scales.csv': scales,
    },
    '--weights',
    'weights.csv',
    '--scales',
    'scales.csv',
    '--json',
  );
  expect(code).toBe(0);
  const close = (value: number): unknown => expect.closeTo(value, 9);
  expect(JSON.parse(output)).toMatchObject({
    levels: [
      { level: 'total', series: 1, wrmsse: close(0.77), wape: close(0.01), bias: close(0.01) },
      { level: 'product', series: 2, wrmsse: close((10 * 0.8 + 12 * 0.7) / 22), wape: close(0.15) },
    ],
    average: { wrmsse: close(0.7577272727272727) },
    weightSource: 'given',
    scaleSource: 'given',
    windows: 1,
  });
});

test('items are summed by the attributes of a hierarchy, with weights and scales from their history', async () => {
  const { output, diagnostics } = await evaluate(
    { 'actuals.csv': actuals, 'forecasts.csv': forecasts, 'items.csv': items },
    '--hierarchy',
    'items.csv',
    '--json',
  );
  const close = (value: number): unknown => expect.closeTo(value, 9);
  // Dollars of the two days before: a 40, b 4. Scales: total |5 - 3| = 2, a 2, b 0 (equal days).
  expect(JSON.parse(output)).toMatchObject({
    levels: [
      { level: 'total', series: 1, wrmsse: 0.5, wape: 0.1, wapeMedian: null, intervals: [] },
      { level: 'store', series: 1, wrmsse: 0.5 },
      { level: 'size', series: 2, wrmsse: close((40 / 44) * 0.5) },
      {
        level: 'item-store',
        series: 2,
        wrmsse: close((40 / 44) * 0.5),
        wape: 0.1,
        wapeMean: 0.1,
        wapeMedian: 0,
        intervals: [{ nominal: 0.8, coverage: 1, width: 4 }],
      },
    ],
    average: { wape: close(0.1), wspl: null },
    weightSource: 'dollar-sales',
    scaleSource: 'history',
    mean: { wape: 0.1 },
  });
  expect(diagnostics).not.toContain('Note');
});

test('levels can be chosen, crossed and exported', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'levels.csv');
  const { code, written } = await evaluate(
    { 'actuals.csv': actuals, 'forecasts.csv': forecasts, 'items.csv': items },
    ...['--hierarchy', 'items.csv', '--levels', 'total,store * size', '--output', path],
  );
  expect(code).toBe(0);
  const [head = '', total = '', cross = '', average = ''] = written[0]?.split('\n') ?? [];
  expect(head).toBe(
    'level,series,scored,wrmsse,wspl,wape,wapeMean,wapeMedian,bias,mae,rmse,smape,rmsse,mase,wql,fva,trackingSignal',
  );
  expect(total).toMatch(/^total,1,1,0.5,,0.1,0.1,,0.1,1,1,/);
  expect(cross).toMatch(/^store × size,2,2,0.45/);
  expect(average).toMatch(/^average,,,0.47/);
});

test('people get a table of the levels, without the scores that there are not', async () => {
  const { output, diagnostics } = await evaluate({
    'actuals.csv': actuals.replaceAll(/,\d+$/gm, '').replace(',price', ''),
    'forecasts.csv': 'item_id,date,mean\na,2026-01-03,5\nb,2026-01-03,6\n',
  });
  expect(output).toMatch(/^level +series +WRMSSE +WAPE +bias +RMSSE +track\nitem-store +2 /);
  expect(diagnostics).toContain('Note: weights are units sold in the 28 periods before the cutoff');
});

test('forecasts of sums are scored against items that the hierarchy sums', async () => {
  const { output } = await evaluate(
    {
      'actuals.csv': actuals,
      'forecasts.csv':
        'level,series,date,mean,q0.1,q0.9\nTotal,Total_X,2026-01-03,11,5,9\nsize,small,2026-01-03,5,4,6\nsize,large,2026-01-03,6,6,6\n',
      'items.csv': items,
    },
    ...['--hierarchy', 'items.csv', '--levels', 'total,size', '--json'],
  );
  expect(JSON.parse(output)).toMatchObject({
    levels: [
      { level: 'total', wape: 0.1, intervals: [{ coverage: 0, width: 4 }] },
      { level: 'size', wape: 0.1, intervals: [{ coverage: 1, width: 1 }] },
    ],
  });
});

test('every cutoff of a file is a window of its own, and the scores are their means', async () => {
  const { output } = await evaluate(
    {
      'actuals.csv':
        'item_id,date,demand\na,2026-01-01,1\na,2026-01-02,3\na,2026-01-03,5\na,2026-01-04,9\n',
      'forecasts.csv':
        'item_id,date,mean,cutoff\na,2026-01-03,7,2026-01-02\na,2026-01-04,9,2026-01-02\na,2026-01-04,5,2026-01-03\n',
    },
    '--json',
  );
  // First window: sqrt((4 + 0) / 2) over 2. Second: 4 over sqrt((4 + 4) / 2) = 2.
  expect(JSON.parse(output)).toMatchObject({
    windows: 2,
    levels: [{ wrmsse: expect.closeTo((Math.sqrt(2) / 2 + 2) / 2, 9) as number, scored: 3 }],
  });
});

const wide = `id,item_id,dept_id,cat_id,store_id,state_id,d_1,d_2,d_3
FOODS_1_001_CA_1_evaluation,FOODS_1_001,FOODS_1,FOODS,CA_1,CA,1,3,4
FOODS_1_001_TX_1_evaluation,FOODS_1_001,FOODS_1,FOODS,TX_1,TX,2,2,6
`;

test("M5's wide files are scored at its 12 levels, with item weights", async () => {
  const { code, output } = await evaluate(
    {
      'actuals.csv': wide,
      'forecasts.csv': 'id,d_3\nFOODS_1_001_CA_1_evaluation,5\nFOODS_1_001_TX_1_evaluation,6\n',
      'weights.csv': 'item_id,weight\nFOODS_1_001_CA_1,3\nFOODS_1_001_TX_1,1\n',
    },
    ...['--weights', 'weights.csv', '--json'],
  );
  expect(code).toBe(0);
  const evaluation = JSON.parse(output) as {
    levels: { level: string; series: number; wrmsse: number }[];
  };
  expect(evaluation.levels.map(({ level, series }) => `${series} ${level}`)).toEqual([
    '1 total',
    '2 state',
    '2 store',
    '1 category',
    '1 department',
    '2 state × category',
    '2 state × department',
    '2 store × category',
    '2 store × department',
    '1 item',
    '2 item × state',
    '2 item-store',
  ]);
  expect(evaluation.levels[0]?.wrmsse).toBe(0.5);
  expect(evaluation.levels[11]?.wrmsse).toBe(0.375);
});

test("a submission counts with the phase that has actuals, and M5's own weights are found by their names", async () => {
  const days = Array.from({ length: 1942 }, (_, index) => `d_${index + 1}`).join(',');
  const steps = Array.from({ length: 28 }, (_, index) => `F${index + 1}`).join(',');
  const zeros = (count: number) => Array.from({ length: count }, () => '0').join(',');
  const official =
    '"Level_id","Agg_Level_1","Agg_Level_2","Dollar_Sales","weight"\n"Level1","Total","X",9,1\n"Level12","P","S_1",9,1\n"Level3","S_1","X",9,1\n';
  const { code, output, diagnostics } = await evaluate(
    {
      'actuals.csv': `id,item_id,dept_id,cat_id,store_id,state_id,${days}\nP_S_1_evaluation,P,D,C,S_1,S,${zeros(1940)},2,4\n`,
      'forecasts.csv': `id,${steps}\nP_S_1_validation,${zeros(28)}\nP_S_1_evaluation,3,${zeros(27)}\n`,
      'weights.csv': official,
    },
    ...['--weights', 'weights.csv', '--levels', 'Level1,12', '--json'],
  );
  expect(code).toBe(0);
  expect(JSON.parse(output)).toMatchObject({
    windows: 1,
    levels: [
      { level: 'total', wape: 0.25, scored: 1 },
      { level: 'item-store', wape: 0.25 },
    ],
  });
  expect(diagnostics).toContain(
    '1 weights belong to nothing that is scored, for example Level3 S_1_X',
  );
});

test('forecasts that lack items or days are refused by name, or left out on request', async () => {
  const files = {
    'actuals.csv': `${actuals}a,2026-01-04,1,1\nb,2026-01-04,1,1\nc,2026-01-03,7,1\n`,
    'forecasts.csv': `${forecasts}b,2026-01-04,1,1,1,1\n`,
  };
  const { code, diagnostics } = await evaluate(files);
  expect(code).toBe(2);
  expect(diagnostics).toContain(
    'The forecasts are incomplete: 2 of 3 series lack 2 value(s) for known demand between 2026-01-03 and 2026-01-04, namely item a (2026-01-04), item c (2026-01-03). Forecast them, or score only what was forecast with --partial.',
  );
  const partial = await evaluate(files, '--partial', '--json');
  expect(JSON.parse(partial.output)).toMatchObject({ levels: [{ series: 2, scored: 3 }] });
  const summed = await evaluate({
    'actuals.csv': summedActuals,
    'forecasts.csv': summedForecasts.replace(/product,b.*\n/, ''),
  });
  expect(summed.diagnostics).toContain('1 of 3 series lack 1 value(s)');
  expect(summed.diagnostics).toContain('namely product b (all dates)');
});

test('a level that does not exist is refused with those that do', async () => {
  const summed = { 'actuals.csv': summedActuals, 'forecasts.csv': summedForecasts };
  const one = await evaluate(summed, '--levels', 'total,region');
  expect(one).toMatchObject({ code: 2 });
  expect(one.diagnostics).toContain(
    'The actuals have no level "region"; they have total, product.',
  );
  const other = await evaluate(
    { 'actuals.csv': actuals, 'forecasts.csv': forecasts, 'items.csv': items },
    ...['--hierarchy', 'items.csv', '--levels', 'region'],
  );
  expect(other.code).toBe(2);
  expect(other.diagnostics).toContain(
    'Level "region" does not exist: no item has the attribute "region". Levels are made of total, size, store, item-store',
  );
});

test('weights and scales that do not match are refused by name', async () => {
  const summed = { 'actuals.csv': summedActuals, 'forecasts.csv': summedForecasts };
  const less = weights.replace(/product,b.*\n/, 'product,z,1\n');
  const one = await evaluate({ ...summed, 'weights.csv': less }, '--weights', 'weights.csv');
  expect(one.code).toBe(2);
  expect(one.diagnostics).toContain(
    'The weights do not match: weights.csv has none for 1 of the scored series, namely product b. Add them, name them alike, or choose levels with --levels. Its 1 other series are, for example, product z.',
  );
  const other = await evaluate(
    { ...summed, 'scales.csv': 'level,series,scale\n' },
    '--scales',
    'scales.csv',
  );
  expect(other.diagnostics).toContain(
    'has none for 3 of the scored series, namely total all, product a',
  );
  const wrong = `${weights}product,a,-1\nproduct,b,many\n`;
  const bad = await evaluate({ ...summed, 'weights.csv': wrong }, '--weights', 'weights.csv');
  expect(bad.diagnostics).toContain(
    'line 5, column series: found "a", expected one row per series',
  );
  expect(bad.diagnostics).toContain(
    'line 5, column weight: found "-1", expected a number of at least 0',
  );
  expect(bad.diagnostics).toContain('line 6, column weight: found "many"');
  const perItem = await evaluate(
    { 'actuals.csv': actuals, 'forecasts.csv': forecasts, 'weights.csv': 'item_id,weight\na,1\n' },
    ...['--weights', 'weights.csv'],
  );
  expect(perItem.diagnostics).toContain('has none for 1 of 2 items, namely b');
});

test('a hierarchy must name every item, once', async () => {
  const files = { 'actuals.csv': actuals, 'forecasts.csv': forecasts };
  const less = await evaluate(
    { ...files, 'items.csv': 'item_id,store\na,north\n' },
    ...['--hierarchy', 'items.csv'],
  );
  expect(less).toMatchObject({ code: 2 });
  expect(less.diagnostics).toContain('The hierarchy does not name b. Add them to it.');
  const twice = await evaluate(
    { ...files, 'items.csv': `${items}a,south,small\n` },
    ...['--hierarchy', 'items.csv'],
  );
  expect(twice.diagnostics).toContain(
    'line 4, column store: found "south", expected "north", as before for a',
  );
  const empty = await evaluate(
    { ...files, 'items.csv': 'item_id,store\na,north\nb,\n' },
    ...['--hierarchy', 'items.csv'],
  );
  expect(empty.diagnostics).toContain('needs the attribute "store", which 1 of 2 items lack');
});

test('files of layouts that do not go together are refused', async () => {
  const { code, diagnostics } = await evaluate({
    'actuals.csv': summedActuals,
    'forecasts.csv': forecasts,
  });
  expect(code).toBe(2);
  expect(diagnostics).toContain('the actuals are summed by level, the forecasts are of items');
  const other = await evaluate(
    { 'actuals.csv': summedActuals, 'forecasts.csv': summedForecasts, 'items.csv': items },
    ...['--hierarchy', 'items.csv'],
  );
  expect(other.diagnostics).toContain('the actuals are summed by level already; leave it out');
});
