import type { Series } from '../series/index.ts';
import { testWeeks, type WeekGrid } from './week-grid.ts';

/** What is counted per item and week: `counts[item * weeks + week]`, ready to be summed to segments. */
export interface ShelfWeeks {
  /** Periods on sale. */
  readonly listed: Float64Array;
  /** Of them those on which nothing was sold. */
  readonly empty: Float64Array;
  /** 1 where the item is on sale: it has a price in the week or, without any price, sold in the four weeks up to it. */
  readonly active: Float64Array;
}

/** Counts of every item. An item is on sale from its first sale on, and where it has prices, only while it has one. */
export function shelfWeeks(
  items: readonly Series[],
  prices: readonly Series[] | null,
  grid: WeekGrid,
): ShelfWeeks {
  const size = items.length * grid.weeks;
  const counts = {
    listed: new Float64Array(size),
    empty: new Float64Array(size),
    active: new Float64Array(size),
  };
  items.forEach((demand, item) => {
    const price = prices?.[item];
    countItem(demand, price === undefined || price.values.length === 0 ? null : price, grid, {
      listed: rowOf(counts.listed, item, grid.weeks),
      empty: rowOf(counts.empty, item, grid.weeks),
      active: rowOf(counts.active, item, grid.weeks),
    });
  });
  return counts;
}

function rowOf(values: Float64Array, item: number, weeks: number): Float64Array {
  return values.subarray(item * weeks, (item + 1) * weeks);
}

function countItem(
  { start, values }: Series,
  price: Series | null,
  { from, weeks, periodsPerWeek, last }: WeekGrid,
  { listed, empty, active }: ShelfWeeks,
): void {
  const firstSale = start + values.findIndex((value) => value > 0);
  if (firstSale < start) return;
  let lastSale = firstSale;
  for (let period = firstSale; period < from; period += 1) {
    if (values[period - start]! > 0) lastSale = period;
  }
  for (let week = 0; week < weeks; week += 1) {
    const first = from + week * periodsPerWeek;
    let priced = false;
    for (let period = first; period < first + periodsPerWeek; period += 1) {
      const value = values[period - start] ?? Number.NaN;
      if (value > 0 && period <= last) lastSale = period;
      const isPriced = price === null || !Number.isNaN(price.values[period - price.start] ?? NaN);
      if (price !== null && isPriced) priced = true;
      if (period < firstSale || !isPriced || Number.isNaN(value)) continue;
      listed[week]! += 1;
      if (value === 0) empty[week]! += 1;
    }
    const end = first + periodsPerWeek - 1;
    const soldLately = lastSale <= end && end - lastSale < testWeeks * periodsPerWeek;
    active[week] = (price === null ? soldLately && firstSale <= end : priced) ? 1 : 0;
  }
}
