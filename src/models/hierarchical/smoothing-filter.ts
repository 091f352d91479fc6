/** Weights of exponential smoothing with an additive season. */
export interface FilterWeights {
  /** Of an error on the level. */
  readonly alpha: number;
  /** Of an error on the season. */
  readonly gamma: number;
}

/** Where the smoothing stands after the last value. */
export interface FilterState {
  readonly level: number;
  readonly season: Float64Array;
  /** Position of the next value in `season`. */
  readonly position: number;
}

/**
 * One-step errors of exponential smoothing that starts from nothing: level 0, season 0. They are a linear function of
 * the values, which is what lets effects of regressors be estimated together with the smoothing: filter demand and
 * regressors alike, then regress one on the other (A. C. Harvey and G. D. A. Phillips, "Maximum likelihood estimation
 * of regression models with autoregressive-moving average disturbances", Biometrika 66, 1979). Where `known` is 0
 * the error is 0 and nothing moves.
 */
export function filterErrors(
  values: Float64Array,
  known: Uint8Array,
  seasonLength: number,
  { alpha, gamma }: FilterWeights,
  errors: Float64Array,
): FilterState {
  const season = new Float64Array(seasonLength);
  let [level, position] = [0, 0];
  for (let index = 0; index < known.length; index += 1) {
    if (known[index] === 1) {
      const error = values[index]! - level - season[position]!;
      errors[index] = error;
      level += alpha * error;
      season[position]! += gamma * error;
    } else {
      errors[index] = 0;
    }
    position = position + 1 === seasonLength ? 0 : position + 1;
  }
  return { level, season, position };
}
