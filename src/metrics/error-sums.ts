/**
 * Sums over pairs of actual demand and forecast, from which every point score is computed. Plain data: sums of parts
 * (items, windows, threads) merge to those of the whole, so that a score of a panel is never a mean of ratios.
 */
export interface ErrorSums {
  /** Pairs with a known actual. */
  count: number;
  /** Sum of forecast - actual. */
  error: number;
  absoluteError: number;
  squaredError: number;
  actual: number;
  absoluteActual: number;
  /** Sum of 2 |error| / (|actual| + |forecast|), where 0 / 0 is 0. */
  symmetricError: number;
}

export function noErrors(): ErrorSums {
  return {
    count: 0,
    error: 0,
    absoluteError: 0,
    squaredError: 0,
    actual: 0,
    absoluteActual: 0,
    symmetricError: 0,
  };
}

/** Adds one pair in place. An unknown (NaN) actual counts for nothing. */
export function addError(sums: ErrorSums, actual: number, forecast: number): void {
  if (Number.isNaN(actual)) return;
  const error = forecast - actual;
  const absoluteError = Math.abs(error);
  const size = Math.abs(actual) + Math.abs(forecast);
  sums.count += 1;
  sums.error += error;
  sums.absoluteError += absoluteError;
  sums.squaredError += error * error;
  sums.actual += actual;
  sums.absoluteActual += Math.abs(actual);
  // Equal to zero only where both are: the forecast is then perfect.
  sums.symmetricError += size === 0 ? 0 : (2 * absoluteError) / size;
}

/** The sums over paired arrays, `forecasts[i]` for `actuals[i]`. */
export function errorSums(actuals: ArrayLike<number>, forecasts: ArrayLike<number>): ErrorSums {
  const sums = noErrors();
  for (let index = 0; index < actuals.length; index += 1) {
    addError(sums, actuals[index]!, forecasts[index]!);
  }
  return sums;
}

/** Adds the sums of another part in place. */
export function mergeErrors(into: ErrorSums, part: ErrorSums): void {
  into.count += part.count;
  into.error += part.error;
  into.absoluteError += part.absoluteError;
  into.squaredError += part.squaredError;
  into.actual += part.actual;
  into.absoluteActual += part.absoluteActual;
  into.symmetricError += part.symmetricError;
}
