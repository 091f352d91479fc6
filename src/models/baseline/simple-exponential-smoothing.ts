import { type RecursiveMethod, smoothingMemory } from '../local/index.ts';

interface SmoothingParameters {
  /** Weight of the newest value. */
  readonly alpha: number;
}

interface SmoothingState {
  readonly alpha: number;
  /** Known values so far. */
  count: number;
  level: number;
}

const alphas = Float64Array.of(0.02, 0.05, 0.1, 0.15, 0.2, 0.3, 0.45, 0.65, 0.9);

/**
 * Weight of the value after `count` known ones. The level starts as the running mean, so that a small alpha does not
 * keep the first value for ever and no forecast looks ahead for a better start.
 */
function weight(alpha: number, count: number): number {
  return Math.max(alpha, 1 / (count + 1));
}

/**
 * Simple exponential smoothing (R. G. Brown, "Statistical Forecasting for Inventory Control", 1959): the level moves
 * by alpha of each error. Alpha has the least sum of squared one-step errors on a grid; the smaller one wins a tie.
 */
export const simpleExponentialSmoothing: RecursiveMethod<SmoothingParameters, SmoothingState> = {
  name: 'simple-exponential-smoothing',
  description: 'Repeats an exponentially weighted mean; its weight is chosen per item.',
  minimumLength: () => 3,
  memory: () => smoothingMemory,
  tune(values) {
    let best = 0;
    let leastSquares = Infinity;
    for (const alpha of alphas) {
      const squares = squaredErrors(values, alpha);
      if (squares >= leastSquares) continue;
      leastSquares = squares;
      best = alpha;
    }
    return { alpha: best === 0 ? alphas[0]! : best };
  },
  start: ({ alpha }) => ({ alpha, count: 0, level: 0 }),
  observe(state, values, from, until) {
    const { alpha } = state;
    let { level, count } = state;
    for (let index = from; index < until; index += 1) {
      const value = values[index]!;
      if (Number.isNaN(value)) continue;
      level += weight(alpha, count) * (value - level);
      count += 1;
    }
    state.level = level;
    state.count = count;
  },
  predict({ level }, horizon, out, offset) {
    out.fill(Math.max(0, level), offset, offset + horizon);
  },
};

/** Sum of the squared one-step errors; the first known value is not forecast. */
function squaredErrors(values: Float64Array, alpha: number): number {
  let level = 0;
  let count = 0;
  let squares = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const error = value - level;
    if (count > 0) squares += error * error;
    level += weight(alpha, count) * error;
    count += 1;
  }
  return squares;
}
