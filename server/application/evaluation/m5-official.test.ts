import { gunzipSync } from 'node:zlib';
import { readFile } from 'node:fs/promises';

import { dollarSales, levelWeights, m5WeightPeriods, scalesAt } from '#core/evaluation';
import { buildHierarchy, itemLevel, m5Levels, parseLevel } from '#core/hierarchy';
import type { Series } from '#core/series';
import { describe, expect, it } from 'vitest';

import { FileSourceReader } from '../../files/index.ts';
import { sharedFile } from '../../testing/shared-data.ts';
import { m5Period } from './m5-wide.ts';
import { type ItemActuals, readActuals } from './read-actuals.ts';
import { readRowValues } from './read-row-values.ts';
import { levelsOfItems } from './scored-levels.ts';

const daily = { frequency: 'daily', weekStartsOn: 1 } as const;
const lastDay = 1941;
const control = {
  reader: new FileSourceReader(),
  signal: new AbortController().signal,
  onProgress: () => undefined,
};

const files = {
  sample: sharedFile('m5/sales_sample_evaluation.csv.gz'),
  foods: sharedFile('m5/sales_foods1_ca1_ca2_evaluation.csv.gz'),
  spells: sharedFile('m5/sell_price_spells.csv.gz'),
  calendar: sharedFile('m5/calendar.csv.gz'),
  weights: sharedFile('m5/weights_evaluation.csv.gz'),
  scales: sharedFile('m5/scale_levels1to9.csv'),
};
const present = Object.values(files).every((file) => file !== null);

async function readItems(path: string | null): Promise<ItemActuals> {
  const actuals = await readActuals(path ?? '', daily, control);
  if (actuals.kind !== 'items') throw new Error('an M5-wide file holds items');
  return actuals;
}

async function csvRows(path: string | null): Promise<readonly (readonly string[])[]> {
  const bytes = await readFile(path ?? '');
  const text = (path?.endsWith('.gz') === true ? gunzipSync(bytes) : bytes).toString();
  return text
    .trimEnd()
    .split('\n')
    .slice(1)
    .map((line) => line.replaceAll('"', '').split(','));
}

/** Prices per day of every item, from the runs of weeks with one price. */
async function dailyPrices(): Promise<ReadonlyMap<string, Series>> {
  const weeks = new Map<string, { first: number; last: number }>();
  for (const row of await csvRows(files.calendar)) {
    const period = m5Period(Number(row[6]!.slice(2)));
    const week = weeks.get(row[1]!);
    weeks.set(row[1]!, { first: week?.first ?? period, last: period });
  }
  const prices = new Map<string, Series>();
  for (const [store, item, from, to, price] of await csvRows(files.spells)) {
    const key = `${item!}_${store!}`;
    const series = prices.get(key) ?? {
      key,
      start: m5Period(1),
      values: new Float64Array(1969).fill(Number.NaN),
    };
    const first = weeks.get(from!)!.first - series.start;
    series.values.fill(Number(price), first, weeks.get(to!)!.last - series.start + 1);
    prices.set(key, series);
  }
  return prices;
}

describe.skipIf(!present)('the official figures of M5', { timeout: 60_000 }, () => {
  it('are the dollar sales of the last 28 days of every series of the sample and of FOODS_1', async () => {
    const official = new Map(
      (await csvRows(files.weights))
        .filter(([level]) => level === 'Level12')
        .map(([, item, store, dollars]) => [`${item!}_${store!}`, Number(dollars)]),
    );
    const prices = await dailyPrices();
    let compared = 0;
    let worst = 0;
    for (const file of [files.sample, files.foods]) {
      const series = [...(await readItems(file)).demand.values()];
      const own = series.map(({ key }) => prices.get(key) ?? null);
      const sales = dollarSales(series, own, m5Period(lastDay), m5WeightPeriods);
      series.forEach(({ key }, item) => {
        const expected = official.get(key)!;
        worst = Math.max(worst, Math.abs(sales[item]! - expected) / Math.max(1, expected));
        compared += 1;
      });
    }
    console.info(`${compared} dollar sales differ from the official ones by at most ${worst}`);
    expect(compared).toBe(2147 + 432);
    expect(worst).toBeLessThanOrEqual(1e-9);
  });

  it('are the weights of all 42,840 series, from the dollar sales of the 30,490', async () => {
    const rows = await csvRows(files.weights);
    const bottom = rows.filter(([level]) => level === 'Level12');
    const items = bottom.map(([, item = '', store = '']) => {
      const [category = '', number = ''] = item.split('_');
      const state = store.slice(0, 2);
      const attributes = { state, store, category, department: `${category}_${number}`, item };
      return { key: `${item}_${store}`, attributes };
    });
    const hierarchy = buildHierarchy(items, m5Levels);
    expect(hierarchy.levels.map(({ count }) => count)).toEqual([
      1, 3, 10, 3, 7, 9, 21, 30, 70, 3049, 9147, 30_490,
    ]);
    expect(hierarchy.rows).toBe(42_840);
    const weights = levelWeights(
      hierarchy,
      Float64Array.from(bottom, ([, , , dollars]) => Number(dollars)),
    );
    const demand = new Map(
      items.map(({ key }) => [key, { key, start: 0, values: new Float64Array(1) }]),
    );
    const attributes = new Map(items.map(({ key, attributes: own }) => [key, own]));
    const scored = levelsOfItems(
      { kind: 'items', demand, prices: new Map(), attributes },
      null,
      null,
      () => true,
    );
    const { columns, unmatched } = await readRowValues(
      'weights',
      files.weights ?? '',
      scored,
      [{ names: ['weight'] }],
      control,
    );
    expect(unmatched).toEqual([]);
    let worst = 0;
    weights.forEach((weight, row) => {
      worst = Math.max(worst, Math.abs(weight - columns[0]![row]!));
    });
    console.info(`42,840 weights differ from the official ones by at most ${worst}`);
    expect(worst).toBeLessThanOrEqual(1e-8);
  });

  it('are the scales of FOODS_1 in CA_1 and CA_2, whose items are all here', async () => {
    const { demand, attributes } = await readItems(files.foods);
    const items = [...demand.keys()].map((key) => ({ key, attributes: attributes.get(key)! }));
    const hierarchy = buildHierarchy(items, [parseLevel('store × department'), itemLevel]);
    const [scales] = scalesAt(hierarchy, [...demand.values()], [m5Period(lastDay)], 7);
    const official = new Map(
      (await csvRows(files.scales)).map(([, store, department, scale]) => [
        `${store!}/${department!}`,
        Number(scale),
      ]),
    );
    const { keys, first } = hierarchy.levels[0]!;
    expect(keys).toEqual(['CA_1/FOODS_1', 'CA_2/FOODS_1']);
    keys.forEach((key, row) => {
      expect(scales!.rmsse[first + row]).toBeCloseTo(official.get(key)!, 9);
    });
  });
});
