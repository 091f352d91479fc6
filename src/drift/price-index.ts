import { aggregate, type Hierarchy } from '../hierarchy/index.ts';
import type { Series } from '../series/index.ts';
import type { WeekGrid } from './week-grid.ts';

/**
 * The logarithm of the price level of every row by week, 0 in the oldest: a chain of the changes of the items that have a price
 * in both weeks, weighed by what they sell (units times price, over all weeks of the grid). Items that come or go move nothing.
 */
export function priceIndex(
  hierarchy: Hierarchy,
  items: readonly Series[],
  prices: readonly Series[],
  grid: WeekGrid,
): readonly Float64Array[] {
  const { weeks } = grid;
  const changes = new Float64Array(items.length * weeks);
  const weights = new Float64Array(items.length * weeks);
  items.forEach((demand, item) => {
    const weekly = pricesByWeek(prices[item]!, grid);
    const units = unitsOn(demand, grid);
    for (let week = 1; week < weeks; week += 1) {
      const change = Math.log(weekly[week]! / weekly[week - 1]!);
      if (!Number.isFinite(change)) continue;
      const weight = units * Math.sqrt(weekly[week]! * weekly[week - 1]!);
      changes[item * weeks + week] = weight * change;
      weights[item * weeks + week] = weight;
    }
  });
  const [sums, totals] = [
    aggregate(hierarchy, changes, weeks),
    aggregate(hierarchy, weights, weeks),
  ];
  return Array.from({ length: hierarchy.rows }, (_, row) => {
    let level = 0;
    return Float64Array.from({ length: weeks }, (__, week) => {
      const total = totals[row * weeks + week]!;
      if (total > 0) level += sums[row * weeks + week]! / total;
      return level;
    });
  });
}

/** The last known price of each week; NaN where none is. */
function pricesByWeek(
  { start, values }: Series,
  { from, weeks, periodsPerWeek }: WeekGrid,
): Float64Array {
  return Float64Array.from({ length: weeks }, (_, week) => {
    const first = from + week * periodsPerWeek;
    for (let period = first + periodsPerWeek - 1; period >= first; period -= 1) {
      const price = values[period - start] ?? Number.NaN;
      if (!Number.isNaN(price)) return price;
    }
    return Number.NaN;
  });
}

/** Units sold on the weeks of the grid; an unknown demand counts for nothing. */
function unitsOn({ start, values }: Series, { from, last }: WeekGrid): number {
  let units = 0;
  for (let period = Math.max(from, start); period <= last; period += 1) {
    const value = values[period - start] ?? Number.NaN;
    if (value > 0) units += value;
  }
  return units;
}
