import { readFile } from 'node:fs/promises';
import { gunzipSync, gzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { sharedFile } from '../../server/testing/shared-data.ts';
import { runInProcess } from '../testing/run-in-process.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';

/** Writes files and runs the command with them; a flag that is the name of a file receives its path. */
async function evaluate(
  files: Readonly<Record<string, string | Uint8Array>>,
  ...flags: readonly string[]
) {
  await using folder = await temporaryFolder();
  const paths = new Map<string, string>();
  for (const [name, content] of Object.entries(files)) {
    paths.set(name, await folder.file(name, content));
  }
  return await runInProcess(['evaluate', ...flags.map((flag) => paths.get(flag) ?? flag)]);
}

/** WRMSSE by level. */
function wrmsse(output: string): Readonly<Record<string, number>> {
  // The command's own JSON; the assertions check what is used of it.
  const { levels } = JSON.parse(output) as { levels: { level: string; wrmsse: number }[] };
  return Object.fromEntries(levels.map((one) => [one.level, one.wrmsse]));
}

const forecasts = `item_id,date,mean
A_1_S_1,2011-02-08,5
A_2_S_1,2011-02-08,6
`;
const days = Array.from({ length: 11 }, (_, day) => `d_${day + 1}`);
const wide = `id,item_id,dept_id,cat_id,store_id,state_id,${days.join(',')}
A_1_S_1_evaluation,A_1,D,C,S_1,S,1,3,1,3,1,3,1,3,1,3,4
A_2_S_1_evaluation,A_2,D,C,S_1,S,2,4,2,4,2,4,2,4,2,4,9
`;
const calendar = `date,wm_yr_wk,d
${days.map((day, index) => `${new Date(Date.UTC(2011, 0, 29 + index)).toISOString().slice(0, 10)},${index < 7 ? 11101 : 11102},${day}`).join('\n')}
`;
const weekly = `store_id,item_id,wm_yr_wk,sell_price
S_1,A_1,11101,2
S_1,A_1,11102,3
S_1,A_2,11101,0.5
`;
const dated = `item_id,date,price
A_1_S_1,2011-01-29,2
A_1_S_1,2011-02-05,3
A_2_S_1,2011-01-20,0.4
A_2_S_1,2011-01-29,0.5
A_3_S_1,2011-01-29,99
`;
// Ten days before the cutoff: 7 of the first week, 3 of the second.
const sales = { A_1: 2 * 13 + 3 * 7, A_2: 0.5 * 30 };
const base = { 'actuals.csv': wide, 'forecasts.csv': forecasts };
const flags = ['--actuals', 'actuals.csv', '--forecasts', 'forecasts.csv', '--json'];

describe('weights by a file of prices', () => {
  it('are units times price of the periods before the cutoff, from prices by date, by week or by spell', async () => {
    const weights = `item_id,weight\nA_1_S_1,${sales.A_1}\nA_2_S_1,${sales.A_2}\n`;
    const spells = `store_id,item_id,from_wm_yr_wk,to_wm_yr_wk,sell_price
S_1,A_1,11101,11101,2
S_1,A_1,11102,11102,3
S_1,A_2,11101,11102,0.5
`;
    const given = await evaluate(
      { ...base, 'weights.csv': weights },
      ...flags,
      '--weights',
      'weights.csv',
    );
    expect(given.code).toBe(0);
    const units = await evaluate(base, ...flags);
    expect(wrmsse(units.output)).not.toEqual(wrmsse(given.output));
    for (const [prices, ...more] of [
      [dated],
      [weekly, '--calendar', 'calendar.csv'],
      [spells, '--calendar', 'calendar.csv'],
    ]) {
      const result = await evaluate(
        { ...base, 'prices.csv': prices!, 'calendar.csv': calendar },
        ...[...flags, '--prices', 'prices.csv', ...more],
      );
      expect(result.code).toBe(0);
      for (const [level, score] of Object.entries(wrmsse(given.output))) {
        expect(wrmsse(result.output)[level]).toBeCloseTo(score, 12);
      }
    }
  });

  it.each([
    [{ 'prices.csv': weekly }, ['--prices', 'prices.csv'], 'A calendar is needed'],
    [
      { 'prices.csv': dated.replaceAll('A_2_S_1', 'B_2_S_1') },
      ['--prices', 'prices.csv'],
      'prices.csv has none, up to the cutoff, for 1 of 2 items that sold in the 28 periods before it, namely A_2_S_1',
    ],
    [
      {
        'prices.csv': dated
          .replace('2011-01-20', '2011-02-08')
          .replace('A_2_S_1,2011-01-29', 'A_4_S_1,2011-01-29'),
      },
      ['--prices', 'prices.csv'],
      'namely A_2_S_1',
    ],
    [
      { 'prices.csv': dated.replace(',2\n', ',dear\n') },
      ['--prices', 'prices.csv'],
      'line 2, column price: found \\"dear\\"',
    ],
    [
      { 'prices.csv': dated.replace(',2\n', ',-2\n') },
      ['--prices', 'prices.csv'],
      'a price of at least 0',
    ],
    [
      { 'prices.csv': `${dated}A_1_S_1,2011-02-05,4\n` },
      ['--prices', 'prices.csv'],
      'one price per item and date',
    ],
    [{ 'prices.csv': 'item_id,cost\nA_1_S_1,2\n' }, ['--prices', 'prices.csv'], 'price'],
    [
      { 'prices.csv': weekly.replace('11102,3', '11199,3'), 'calendar.csv': calendar },
      ['--prices', 'prices.csv', '--calendar', 'calendar.csv'],
      'a week wm_yr_wk of the calendar',
    ],
    [
      { 'prices.csv': dated, 'weights.csv': 'item_id,weight\nA_1_S_1,1\nA_2_S_1,1\n' },
      ['--prices', 'prices.csv', '--weights', 'weights.csv'],
      'give one of them',
    ],
    [{ 'calendar.csv': calendar }, ['--calendar', 'calendar.csv'], 'with --prices alone'],
    [
      {
        'prices.csv': dated,
        'actuals.csv': 'level,series,date,demand\ntotal,all,2011-02-08,10\n',
        'forecasts.csv': 'level,series,date,mean\ntotal,all,2011-02-08,9\n',
      },
      ['--prices', 'prices.csv'],
      'prices are of items',
    ],
  ])('are refused where the file does not fit: %#', async (files, more, message) => {
    const result = await evaluate({ ...base, ...files }, ...flags, ...more);
    expect(result.code).toBe(2);
    expect(result.diagnostics).toContain(message);
  });
});

const real = {
  sample: sharedFile('m5/sales_sample_evaluation.csv.gz'),
  spells: sharedFile('m5/sell_price_spells.csv.gz'),
  calendar: sharedFile('m5/calendar.csv.gz'),
  weights: sharedFile('m5/weights_validation.csv.gz'),
};

describe.skipIf(Object.values(real).includes(null))('weights by the prices of M5', () => {
  it('give the scores of the official weights, on the sample', { timeout: 120_000 }, async () => {
    const text = gunzipSync(await readFile(real.sample ?? '')).toString();
    const lines = text.trimEnd().split(/\r?\n/).slice(1);
    const keys = lines.map((line) => line.slice(0, line.indexOf(',')).replaceAll('"', ''));
    const submission = keys.map(
      (id) => `${id.replace('_evaluation', '_validation')},${'1,'.repeat(27)}1`,
    );
    const head = `id,${Array.from({ length: 28 }, (_, day) => `F${day + 1}`).join(',')}`;
    const official = gunzipSync(await readFile(real.weights ?? '')).toString();
    const weights = official
      .trimEnd()
      .split(/\r?\n/)
      .flatMap((line) => {
        const [level, item, store, weight] = line.replaceAll('"', '').split(',');
        return level === 'Level12' ? [`${item!}_${store!},${weight!}`] : [];
      });
    const files = {
      'forecasts.csv.gz': gzipSync(`${[head, ...submission].join('\n')}\n`),
      'weights.csv': `item_id,weight\n${weights.join('\n')}\n`,
    };
    const run = (...more: readonly string[]) =>
      evaluate(
        files,
        ...['--actuals', real.sample ?? '', '--forecasts', 'forecasts.csv.gz', '--json', ...more],
      );
    const given = await run('--weights', 'weights.csv');
    const priced = await run('--prices', real.spells ?? '', '--calendar', real.calendar ?? '');
    expect(priced.diagnostics).not.toContain('bad row');
    expect(priced.code).toBe(0);
    const [own, theirs] = [wrmsse(priced.output), wrmsse(given.output)];
    expect(Object.keys(own)).toHaveLength(12);
    for (const [level, score] of Object.entries(theirs)) expect(own[level]).toBeCloseTo(score, 4);
  });
});
