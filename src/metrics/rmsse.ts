import type { ErrorSums } from './error-sums.ts';
import { ratio } from './ratio.ts';

/**
 * The squared scale of RMSSE: the mean squared one-step difference of the history, from its first non-zero value on.
 * Differences with an unknown value are left out; null where there is none.
 */
export function squaredScale(history: Float64Array): number | null {
  const first = history.findIndex((value) => value !== 0 && !Number.isNaN(value));
  if (first === -1) return null;
  let total = 0;
  let pairs = 0;
  for (let index = first + 1; index < history.length; index += 1) {
    const difference = history[index]! - history[index - 1]!;
    if (Number.isNaN(difference)) continue;
    total += difference * difference;
    pairs += 1;
  }
  return pairs === 0 ? null : total / pairs;
}

/**
 * Root mean squared scaled error of one series: sqrt(mean (y - f)^2 / squaredScale). Source: "The M5 Competition:
 * Competitors' Guide" (2020), after Hyndman and Koehler (2006). 0 / 0 is 0; null where nothing was scored, or the history
 * gives no scale (all zero, or fewer than two values from the first non-zero one).
 */
export function rmsse(sums: ErrorSums, history: Float64Array): number | null {
  const scale = squaredScale(history);
  if (sums.count === 0 || scale === null) return null;
  const share = ratio(sums.squaredError / sums.count, scale);
  return share === null ? null : Math.sqrt(share);
}
