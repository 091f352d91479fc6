import type { ErrorSums } from './error-sums.ts';
import { mae } from './mae.ts';
import { ratio } from './ratio.ts';

/**
 * The scale of MASE: the mean absolute error of the seasonal naive forecast on the history, mean |y[t] - y[t - m]| for
 * season length m. Pairs with an unknown value are left out; null where there is no pair.
 */
export function absoluteScale(history: Float64Array, seasonLength: number): number | null {
  let total = 0;
  let pairs = 0;
  for (let index = seasonLength; index < history.length; index += 1) {
    const difference = history[index]! - history[index - seasonLength]!;
    if (Number.isNaN(difference)) continue;
    total += Math.abs(difference);
    pairs += 1;
  }
  return pairs === 0 ? null : total / pairs;
}

/**
 * Mean absolute scaled error of one series: MAE over `absoluteScale`. Below 1 is better than seasonal naive was on the
 * history. Source: R. J. Hyndman and A. B. Koehler, "Another look at measures of forecast accuracy", International
 * Journal of Forecasting 22 (2006). 0 / 0 is 0; null where nothing was scored, or the history gives no scale.
 */
export function mase(sums: ErrorSums, history: Float64Array, seasonLength: number): number | null {
  const error = mae(sums);
  const scale = absoluteScale(history, seasonLength);
  return error === null || scale === null ? null : ratio(error, scale);
}
