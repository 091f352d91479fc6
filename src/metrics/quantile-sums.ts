import { pinballLoss } from './pinball-loss.ts';

/** Sums over pairs of actual demand and the forecast of one quantile. Plain data, like ErrorSums. */
export interface QuantileSums {
  /** Quantile level in (0, 1). */
  readonly level: number;
  count: number;
  pinball: number;
  absoluteActual: number;
  /** Actuals at or below the quantile. */
  covered: number;
}

export function noQuantileErrors(level: number): QuantileSums {
  return { level, count: 0, pinball: 0, absoluteActual: 0, covered: 0 };
}

/** Adds one pair in place. An unknown (NaN) actual counts for nothing. */
export function addQuantileError(sums: QuantileSums, actual: number, quantile: number): void {
  if (Number.isNaN(actual)) return;
  sums.count += 1;
  sums.pinball += pinballLoss(sums.level, actual, quantile);
  sums.absoluteActual += Math.abs(actual);
  if (actual <= quantile) sums.covered += 1;
}

/** Adds the sums of another part, of the same level, in place. */
export function mergeQuantileErrors(into: QuantileSums, part: QuantileSums): void {
  into.count += part.count;
  into.pinball += part.pinball;
  into.absoluteActual += part.absoluteActual;
  into.covered += part.covered;
}
