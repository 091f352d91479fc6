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
