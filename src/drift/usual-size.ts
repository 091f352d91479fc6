import { valueAtRank } from '../math/index.ts';

/** Earlier checks without which it is not known how large errors are. */
export const leastChecks = 13;
/** A normal distribution has its median absolute deviation at this share of its standard deviation. */
const normalMedian = 0.6745;

/** The standard deviation of errors of earlier checks by their median size, so that single ones do not move it; null of too few. */
export function usualSize(errors: readonly number[]): number | null {
  const sizes = errors.filter(Number.isFinite).map(Math.abs);
  if (sizes.length < leastChecks) return null;
  return valueAtRank(Float64Array.from(sizes).sort(), (sizes.length - 1) / 2) / normalMedian;
}
