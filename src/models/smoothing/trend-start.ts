import { unboxed } from '../../math/index.ts';
import { firstKnown } from './first-known.ts';

/** Weights of level and trend, and the damping of the trend: 1 for none. */
export interface TrendWeights {
  readonly alpha: number;
  readonly beta: number;
  readonly phi: number;
}

/** The level and the trend before the first value that fit best, and what is left of the squared one-step errors. */
export interface TrendStart {
  readonly level: number;
  readonly trend: number;
  readonly squares: number;
}

/** Influence of the start below which it is gone. */
const forgotten = 1e-6;

/** Sums over the errors of a start of zero, and over the influence of a unit of level and of trend on them. */
interface NormalEquations {
  readonly squares: number;
  readonly levelError: number;
  readonly trendError: number;
  readonly levelLevel: number;
  readonly levelTrend: number;
  readonly trendTrend: number;
}

/**
 * Smoothing with a trend from the best start for given weights. Errors are linear in the start: one pass gathers the
 * normal equations, and their solution is exact. NaN = unknown: level and trend go on without an error.
 */
export function bestTrendStart(values: Float64Array, weights: TrendWeights): TrendStart {
  const origin = firstKnown(values);
  const sums = gather(values, weights, origin);
  const { levelError, trendError, levelLevel, levelTrend, trendTrend } = sums;
  const determinant = levelLevel * trendTrend - levelTrend * levelTrend;
  // Two values or fewer do not tell a trend.
  if (!(determinant > 1e-9 * levelLevel * trendTrend)) {
    const shift = levelLevel === 0 ? 0 : levelError / levelLevel;
    return { level: origin + shift, trend: 0, squares: sums.squares - shift * levelError };
  }
  const level = (levelError * trendTrend - trendError * levelTrend) / determinant;
  const trend = (trendError * levelLevel - levelError * levelTrend) / determinant;
  const squares = sums.squares - level * levelError - trend * trendError;
  return { level: origin + level, trend, squares };
}

function gather(
  values: Float64Array,
  { alpha, beta, phi }: TrendWeights,
  origin: number,
): NormalEquations {
  // Local numbers, because a field that is written in every round costs as much as the rest of it; and the forecast of the
  // next value in place of the level, for the shortest chain of operations from one to the next.
  const reaction = alpha + phi * beta;
  const turn = phi * beta;
  let squares = 0;
  let levelError = 0;
  let trendError = 0;
  let levelLevel = 0;
  let levelTrend = 0;
  let trendTrend = 0;
  // The forecast, and what of it is trend.
  let forecast = unboxed(origin);
  let damped = 0;
  // How both depend on the level, and on the trend, of the start.
  let byLevel = 1;
  let dampedByLevel = 0;
  let byTrend = unboxed(phi);
  let dampedByTrend = unboxed(phi);
  let index = 0;
  const { length } = values;
  for (; index < length; index += 1) {
    if (Math.abs(byLevel) + Math.abs(byTrend) + Math.abs(dampedByTrend) < forgotten) break;
    const error = values[index]! - forecast;
    damped *= phi;
    dampedByLevel *= phi;
    dampedByTrend *= phi;
    if (Number.isNaN(error)) {
      forecast += damped;
      byLevel += dampedByLevel;
      byTrend += dampedByTrend;
      continue;
    }
    squares += error * error;
    levelError += byLevel * error;
    trendError += byTrend * error;
    levelLevel += byLevel * byLevel;
    levelTrend += byLevel * byTrend;
    trendTrend += byTrend * byTrend;
    forecast = forecast + damped + reaction * error;
    damped += turn * error;
    const levelGone = byLevel;
    const trendGone = byTrend;
    byLevel = levelGone + dampedByLevel - reaction * levelGone;
    dampedByLevel -= turn * levelGone;
    byTrend = trendGone + dampedByTrend - reaction * trendGone;
    dampedByTrend -= turn * trendGone;
  }
  for (; index < length; index += 1) {
    const error = Number.isNaN(values[index]!) ? 0 : values[index]! - forecast;
    squares += error * error;
    damped *= phi;
    forecast = forecast + damped + reaction * error;
    damped += turn * error;
  }
  return { squares, levelError, trendError, levelLevel, levelTrend, trendTrend };
}
