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
  const origin = values.find((value) => !Number.isNaN(value)) ?? 0;
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
  // Local numbers, because a field that is written in every round costs as much as the rest of it.
  let squares = 0;
  let levelError = 0;
  let trendError = 0;
  let levelLevel = 0;
  let levelTrend = 0;
  let trendTrend = 0;
  let level = origin;
  let trend = 0;
  // How level and trend of now depend on the level, and on the trend, of the start.
  let levelOfLevel = 1;
  let trendOfLevel = 0;
  let levelOfTrend = 0;
  let trendOfTrend = 1;
  let index = 0;
  for (; index < values.length; index += 1) {
    if (Math.abs(levelOfLevel) + Math.abs(levelOfTrend) + Math.abs(trendOfTrend) < forgotten) break;
    const forecast = level + phi * trend;
    const byLevel = levelOfLevel + phi * trendOfLevel;
    const byTrend = levelOfTrend + phi * trendOfTrend;
    const error = values[index]! - forecast;
    if (Number.isNaN(error)) {
      level = forecast;
      trend *= phi;
      levelOfLevel = byLevel;
      trendOfLevel *= phi;
      levelOfTrend = byTrend;
      trendOfTrend *= phi;
      continue;
    }
    squares += error * error;
    levelError += byLevel * error;
    trendError += byTrend * error;
    levelLevel += byLevel * byLevel;
    levelTrend += byLevel * byTrend;
    trendTrend += byTrend * byTrend;
    level = forecast + alpha * error;
    trend = phi * trend + beta * error;
    levelOfLevel = byLevel - alpha * byLevel;
    trendOfLevel = phi * trendOfLevel - beta * byLevel;
    levelOfTrend = byTrend - alpha * byTrend;
    trendOfTrend = phi * trendOfTrend - beta * byTrend;
  }
  // The same steps, ordered for the shortest chain of dependent operations.
  const reaction = alpha + phi * beta;
  let damped = phi * trend;
  let forecast = level + damped;
  for (; index < values.length; index += 1) {
    const error = Number.isNaN(values[index]!) ? 0 : values[index]! - forecast;
    squares += error * error;
    forecast = forecast + phi * damped + reaction * error;
    damped = phi * damped + phi * beta * error;
  }
  return { squares, levelError, trendError, levelLevel, levelTrend, trendTrend };
}
