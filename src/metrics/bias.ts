import type { ErrorSums } from './error-sums.ts';
import { ratio } from './ratio.ts';

/**
 * Bias as a fraction of demand: sum (f - y) / sum y. Positive: too much was forecast; negative: too little. Source:
 * R. J. Hyndman and G. Athanasopoulos, "Forecasting: Principles and Practice", 3rd edition, 5.8, with the error turned to
 * forecast - actual. 0 / 0 is 0; null where nothing was scored, or demand summed to zero and the errors did not.
 */
export function bias(sums: ErrorSums): number | null {
  return sums.count === 0 ? null : ratio(sums.error, sums.actual);
}
