import type { ErrorSums } from './error-sums.ts';
import { mae } from './mae.ts';
import { ratio } from './ratio.ts';

/**
 * Tracking signal of one series: sum (f - y) / MAE, between -n and n for n values; beyond ±4 the forecast leans to one
 * side. The sign is that of the bias: positive means that too much was forecast. Source: R. G. Brown, "Smoothing, Forecasting
 * and Prediction of Discrete Time Series" (1963), there with the opposite sign. 0 / 0 is 0; null where nothing was scored.
 */
export function trackingSignal(sums: ErrorSums): number | null {
  const error = mae(sums);
  return error === null ? null : ratio(sums.error, error);
}
