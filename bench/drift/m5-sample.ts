import { periodOf } from '#core/calendar';
import type { DriftData } from '#core/drift';
import { buildHierarchy, type HierarchyItem, parseLevel } from '#core/hierarchy';
import type { Series } from '#core/series';

import { readCells, sharedData } from '../accuracy/shared-data.ts';

const calendar = { frequency: 'daily', weekStartsOn: 1 } as const;
const daysOfWeek = 7;
/** Segments that are watched: every attribute on its own, and the whole. */
const levels = ['total', 'state', 'store', 'category', 'department'];
const names = ['sales_sample_evaluation.csv.gz', 'sell_price_spells.csv.gz', 'calendar.csv.gz'];

/** M5's sample with its prices, as drift is looked for in it, and what groups its items. */
export interface M5Sample extends DriftData {
  readonly attributes: readonly HierarchyItem['attributes'][];
  readonly prices: readonly Series[];
  /** First and last day. */
  readonly first: number;
  readonly last: number;
}

/** Reads the sample; null, after a line on why, where its files are not there. */
export async function readM5Sample(log: (line: string) => void): Promise<M5Sample | null> {
  const [sales, spells, days] = names.map((name) => sharedData(`m5/${name}`, log));
  if (sales == null || spells == null || days == null) return null;
  const first = periodOf(calendar, '2011-01-29');
  const rows = (await readCells(sales)).map(
    ([, item = '', department = '', category = '', store = '', state = '', ...demand]) => ({
      key: `${item}_${store}`,
      product: item,
      attributes: { department, category, store, state },
      demand: Float64Array.from(demand, Number),
    }),
  );
  const last = first + rows[0]!.demand.length - 1;
  const startOfWeek = new Map<string, number>();
  for (const [date = '', week = ''] of await readCells(days)) {
    if (!startOfWeek.has(week)) startOfWeek.set(week, periodOf(calendar, date));
  }
  const prices = new Map(
    rows.map(({ key }) => [key, new Float64Array(last - first + 1).fill(Number.NaN)]),
  );
  for (const [store = '', item = '', from = '', to = '', price = ''] of await readCells(spells)) {
    const until = startOfWeek.get(to)! + daysOfWeek - first;
    prices.get(`${item}_${store}`)?.fill(Number(price), startOfWeek.get(from)! - first, until);
  }
  return {
    calendar,
    hierarchy: buildHierarchy(rows, levels.map(parseLevel)),
    items: rows.map(({ key, demand }) => ({ key, start: first, values: demand })),
    prices: rows.map(({ key }) => ({ key, start: first, values: prices.get(key)! })),
    attributes: rows.map(({ attributes }) => attributes),
    first,
    last,
  };
}
