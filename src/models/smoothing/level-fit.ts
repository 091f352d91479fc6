import { unboxed, valleySearch } from '../../math/index.ts';
import { firstKnown } from './first-known.ts';
import type { ScoredFit } from './scored-method.ts';

/** The level before the first value that fits best, and what is left of the squared one-step errors. */
export interface LevelStart {
  readonly level: number;
  readonly squares: number;
}

export interface LevelParameters {
  /** Weight of the newest value. */
  readonly alpha: number;
  /** Level before the first value. */
  readonly level: number;
}

const alphas = Float64Array.of(0.0001, 0.02, 0.07, 0.17, 0.4, 0.75, 0.9999);

/**
 * Exponential smoothing of a level with the weight and the start that leave the least sum of squared one-step errors. The
 * errors are linear in the start, so that the best one is exact for every weight and only the weight is searched.
 */
export function fitLevel(values: Float64Array): ScoredFit<LevelParameters> {
  const alpha = valleySearch(
    alphas,
    0.15,
    (candidate) => bestLevelStart(values, candidate).squares,
  );
  const { level, squares } = bestLevelStart(values, alpha);
  return { parameters: { alpha, level }, squares };
}

/** NaN = unknown: passed over. Zeros where nothing is known. */
function bestLevelStart(values: Float64Array, alpha: number): LevelStart {
  // Relative to the first value, so that little is lost to rounding.
  const origin = firstKnown(values);
  const keep = 1 - alpha;
  let level = unboxed(origin);
  let influence = 1;
  let squares = 0;
  let cross = 0;
  let influences = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const error = values[index]! - level;
    if (Number.isNaN(error)) continue;
    squares += error * error;
    // The shorter chain of dependent operations than level += alpha * error.
    level = keep * level + alpha * values[index]!;
    cross += influence * error;
    influences += influence * influence;
    influence *= keep;
  }
  if (influences === 0) return { level: 0, squares: 0 };
  const shift = cross / influences;
  return { level: origin + shift, squares: squares - shift * cross };
}
