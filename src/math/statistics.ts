/** Sum of the values, 0 of none. */
export function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Arithmetic mean, NaN of none. */
export function mean(values: Float64Array): number {
  return sum(values) / values.length;
}

/**
 * The value at the fractional `rank` (0 = smallest) of values in ascending order, by straight line between the two
 * neighbours; ranks outside take the nearest end. Never decreases with the rank. NaN of none.
 */
export function valueAtRank(sorted: ArrayLike<number>, rank: number): number {
  const last = sorted.length - 1;
  if (last < 0) return Number.NaN;
  if (rank <= 0) return sorted[0]!;
  if (rank >= last) return sorted[last]!;
  const below = Math.floor(rank);
  const lower = sorted[below]!;
  const upper = sorted[below + 1]!;
  return Math.min(upper, lower + (rank - below) * (upper - lower));
}

/**
 * Sample quantile of values in ascending order: type 7 of R. J. Hyndman and Y. Fan, "Sample quantiles in statistical
 * packages", The American Statistician 50 (1996). NaN of none.
 */
export function quantileOfSorted(sorted: ArrayLike<number>, level: number): number {
  return valueAtRank(sorted, (sorted.length - 1) * level);
}
