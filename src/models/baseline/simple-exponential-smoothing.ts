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
    const squares = squaredErrors(values);
    let best = 0;
    for (let index = 1; index < alphas.length; index += 1) {
      if (squares[index]! < squares[best]!) best = index;
    }
    return { alpha: alphas[best]! };
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

/**
 * Sum of the squared one-step errors of every alpha; the first known value is not forecast. All in one pass, because one alone
 * waits for its last step most of the time.
 */
function squaredErrors(values: Float64Array): Float64Array {
  const levels = new Float64Array(alphas.length);
  const squares = new Float64Array(alphas.length);
  let count = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    const mean = 1 / (count + 1);
    for (let at = 0; at < alphas.length; at += 1) {
      const error = value - levels[at]!;
      if (count > 0) squares[at]! += error * error;
      levels[at]! += Math.max(alphas[at]!, mean) * error;
    }
    count += 1;
  }
  return squares;
}
