import type { ErrorSums } from './error-sums.ts';

/**
 * Root mean squared error, sqrt(mean (y - f)^2), in units of demand; never below the MAE. null where nothing was scored.
 */
export function rmse(sums: ErrorSums): number | null {
  return sums.count === 0 ? null : Math.sqrt(sums.squaredError / sums.count);
}
