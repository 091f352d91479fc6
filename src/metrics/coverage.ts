import type { QuantileSums } from './quantile-sums.ts';

/** How often the actual demand was inside of a forecast interval. Plain data, like ErrorSums. */
export interface IntervalSums {
  count: number;
  inside: number;
}

export function noIntervals(): IntervalSums {
  return { count: 0, inside: 0 };
}

/** Adds one actual with its interval in place; both ends belong to it. An unknown (NaN) actual counts for nothing. */
export function addInterval(
  sums: IntervalSums,
  actual: number,
  lower: number,
  upper: number,
): void {
  if (Number.isNaN(actual)) return;
  sums.count += 1;
  if (actual >= lower && actual <= upper) sums.inside += 1;
}

/** Adds the sums of another part in place. */
export function mergeIntervals(into: IntervalSums, part: IntervalSums): void {
  into.count += part.count;
  into.inside += part.inside;
}

/**
 * Share of the actual demand inside of its interval; that between levels a < b is nominally b - a. Source: T. Gneiting
 * and A. E. Raftery, "Strictly proper scoring rules, prediction, and estimation", JASA 102 (2007). Counted demand has
 * ties with its quantiles, so that slow items are covered more often. null where nothing was scored.
 */
export function intervalCoverage(sums: IntervalSums): number | null {
  return sums.count === 0 ? null : sums.inside / sums.count;
}

/** Share of the actual demand at or below the quantile, nominally its level. null where nothing was scored. */
export function quantileCoverage(sums: QuantileSums): number | null {
  return sums.count === 0 ? null : sums.covered / sums.count;
}
