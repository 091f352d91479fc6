import { nelderMead } from '#core/math';

/** Weights and start of exponential smoothing with a level and perhaps a trend. */
export interface RSmoothing {
  readonly alpha: number;
  readonly beta: number;
  readonly phi: number;
  readonly level: number;
  readonly trend: number;
}

export type RTrend = 'none' | 'linear' | 'damped';

const least = 0.0001;
const greatest = 0.9999;
const leastDamping = 0.8;
const greatestDamping = 0.98;

/** Those of R's `forecast` package. */
const search = { tolerance: Math.sqrt(2 ** -52), maximumEvaluations: 2000 };

/**
 * The fit of R's `forecast::ses` and `forecast::holt` in 2018, on which the published scores rest: weights and start, all
 * searched together by a downhill simplex from the same first guess, for the least mean of squared one-step errors. It is
 * not always the least there is: later versions of the package begin with an alpha of 0.2 in place of 0.5 and end elsewhere.
 */
export function fitAsR(values: Float64Array, trend: RTrend): RSmoothing {
  const start = firstGuess(values, trend);
  const found = nelderMead(
    start,
    (point) => {
      const parameters = named(point, trend);
      return allowed(parameters, trend) ? meanSquare(values, parameters) : Infinity;
    },
    search,
  );
  return named(found, trend);
}

function firstGuess(values: Float64Array, trend: RTrend): Float64Array {
  const alpha = least + 0.5 * (greatest - least);
  const first = values.subarray(0, 10);
  if (trend === 'none') return Float64Array.of(alpha, mean(first));
  const beta = least + 0.1 * (alpha - least);
  const line = lineThrough(first);
  if (trend === 'linear') return Float64Array.of(alpha, beta, line.level, line.trend);
  const phi = leastDamping + 0.99 * (greatestDamping - leastDamping);
  return Float64Array.of(alpha, beta, phi, line.level, line.trend);
}

function named(point: Float64Array, trend: RTrend): RSmoothing {
  const [alpha = 0, second = 0, third = 0, fourth = 0, fifth = 0] = point;
  if (trend === 'none') return { alpha, beta: 0, phi: 1, level: second, trend: 0 };
  if (trend === 'linear') return { alpha, beta: second, phi: 1, level: third, trend: fourth };
  return { alpha, beta: second, phi: third, level: fourth, trend: fifth };
}

function allowed({ alpha, beta, phi }: RSmoothing, trend: RTrend): boolean {
  if (alpha < least || alpha > greatest) return false;
  if (trend === 'none') return true;
  if (beta < least || beta > alpha) return false;
  return trend === 'linear' || (phi >= leastDamping && phi <= greatestDamping);
}

/** A running mean, as in R: the search follows the last digit. */
function meanSquare(values: Float64Array, { alpha, beta, phi, ...start }: RSmoothing): number {
  let { level, trend } = start;
  let square = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const forecast = level + phi * trend;
    const error = values[index]! - forecast;
    square = (square * index + error * error) / (index + 1);
    level = forecast + alpha * error;
    trend = phi * trend + beta * error;
  }
  return square;
}

function mean(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Value number 1 lies one trend above the level. */
function lineThrough(values: Float64Array): { readonly level: number; readonly trend: number } {
  const middle = (values.length + 1) / 2;
  const centre = mean(values);
  let [spread, cross] = [0, 0];
  for (const [index, value] of values.entries()) {
    spread += (index + 1 - middle) ** 2;
    cross += (index + 1 - middle) * (value - centre);
  }
  const trend = cross / spread;
  return { level: centre - trend * middle, trend };
}
