import { aggregate, type Hierarchy } from '../hierarchy/index.ts';
import type { Series } from '../series/index.ts';

/** Periods before the cutoff whose sales weigh the series in M5. */
export const m5WeightPeriods = 28;

/**
 * Sales of each item in money over the last `periods` up to the cutoff: units times price. A period without a price is
 * valued at the last price before it (within these periods or earlier), or at nothing where there is none; unknown demand
 * counts as none. `prices[item]` is null where the item has no prices.
 */
export function dollarSales(
  demand: readonly Series[],
  prices: readonly (Series | null)[],
  cutoff: number,
  periods: number,
): Float64Array {
  return Float64Array.from(demand, (series, item) => {
    const price = prices[item] ?? null;
    if (price === null) return 0;
    let paid = lastKnown(price, cutoff - periods);
    let sales = 0;
    for (let period = cutoff - periods + 1; period <= cutoff; period += 1) {
      const own = price.values[period - price.start] ?? Number.NaN;
      if (!Number.isNaN(own)) paid = own;
      const units = series.values[period - series.start] ?? 0;
      if (!Number.isNaN(units)) sales += units * paid;
    }
    return sales;
  });
}

/** Units sold by each item over the last `periods` up to the cutoff: weights where no prices are known. */
export function unitSales(
  demand: readonly Series[],
  cutoff: number,
  periods: number,
): Float64Array {
  return Float64Array.from(demand, ({ start, values }) => {
    let units = 0;
    for (let period = cutoff - periods + 1; period <= cutoff; period += 1) {
      const value = values[period - start] ?? 0;
      if (!Number.isNaN(value)) units += value;
    }
    return units;
  });
}

/**
 * The weight of each row: its share of its level's sales, so that every level weighs 1. Rows without sales, or with more
 * returns than sales, weigh nothing; a level without any sales weighs its rows equally.
 */
export function levelWeights(hierarchy: Hierarchy, sales: Float64Array): Float64Array {
  const weights = aggregate(hierarchy, sales, 1);
  for (const { first, count } of hierarchy.levels) {
    const own = weights.subarray(first, first + count);
    let total = 0;
    for (const sold of own) total += Math.max(0, sold);
    for (let row = 0; row < count; row += 1) {
      own[row] = total > 0 ? Math.max(0, own[row]!) / total : 1 / count;
    }
  }
  return weights;
}

function lastKnown({ start, values }: Series, period: number): number {
  for (let index = Math.min(period - start, values.length - 1); index >= 0; index -= 1) {
    if (!Number.isNaN(values[index]!)) return values[index]!;
  }
  return 0;
}
