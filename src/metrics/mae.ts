import type { ErrorSums } from './error-sums.ts';

/** Mean absolute error, mean |y - f|, in units of demand. null where nothing was scored. */
export function mae(sums: ErrorSums): number | null {
  return sums.count === 0 ? null : sums.absoluteError / sums.count;
}
