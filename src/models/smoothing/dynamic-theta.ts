import { ScratchArray, unboxed } from '../../math/index.ts';
import { knownValues, type RecursiveMethod, smoothingMemory } from '../local/index.ts';
import { seasonallyAdjusted } from '../seasonal/index.ts';
import { extendLine, nextSlope, type RunningLine } from './running-line.ts';
import { enoughForLine, fitTheta, type ThetaParameters, type ThetaSums } from './theta-fit.ts';

interface DynamicThetaState extends RunningLine {
  readonly alpha: number;
  readonly share: number;
  /** Smoothed demand. */
  level: number;
  /** (1 - alpha) to the power of the values so far. */
  forgotten: number;
}

const weights = Float64Array.of(0.02, 0.05, 0.12, 0.25, 0.5, 0.8, 0.99);

/**
 * The dynamic optimised theta method (DOTM of J. A. Fiorucci et al., International Journal of Forecasting 32, 2016): the
 * trend line goes through the values so far only, so that every forecast is one that could have been made, and the weight and
 * the share of the trend are those with the least squared errors. A period without a value does not count for the line.
 */
const withoutSeason: RecursiveMethod<ThetaParameters, DynamicThetaState> = {
  name: 'dynamic-theta',
  description: 'The dynamic theta method without a season.',
  minimumLength: () => enoughForLine,
  memory: () => smoothingMemory,
  tune(values) {
    const known = knownValues(values);
    const path = linePath(known);
    return fitTheta({
      alphas: weights,
      share: known.length < enoughForLine ? 0 : null,
      sumsOf: (alpha) => sumsOf(known, alpha, path),
    });
  },
  start: ({ alpha, share, level }) => ({
    ...{ alpha, share, level, forgotten: 1 },
    ...{ count: 0, mean: 0, slope: 0 },
  }),
  observe(state, values, from, until) {
    const { alpha } = state;
    let { level, forgotten } = state;
    for (let index = from; index < until; index += 1) {
      const value = values[index]!;
      if (Number.isNaN(value)) continue;
      level += alpha * (value - level);
      forgotten *= 1 - alpha;
      extendLine(state, value);
    }
    state.level = level;
    state.forgotten = forgotten;
  },
  predict(state, horizon, out, offset) {
    const { alpha, share } = state;
    const slopeGap = 1 / alpha;
    let { count } = state;
    let level = unboxed(state.level);
    let forgotten = unboxed(state.forgotten);
    let mean = unboxed(state.mean);
    let slope = unboxed(state.slope);
    for (let lead = offset; lead < offset + horizon; lead += 1) {
      const intercept = mean - 0.5 * slope * (count + 1);
      const gap = forgotten * intercept + (1 - forgotten * (1 - alpha)) * slopeGap * slope;
      const forecast = level + share * gap;
      out[lead] = Math.max(0, forecast);
      // Forecasts take the place of the values that are not there yet.
      level += alpha * (forecast - level);
      forgotten *= 1 - alpha;
      const error = forecast - mean;
      count += 1;
      mean += error / count;
      slope = nextSlope(slope, count, error);
    }
  },
};

export const dynamicTheta = seasonallyAdjusted(withoutSeason, {
  name: 'dynamic-theta',
  description: 'The optimised theta method with a trend line that moves with every value.',
});

const interceptScratch = new ScratchArray();
const slopeScratch = new ScratchArray();

/** The line before each value. */
interface LinePath {
  readonly intercepts: Float64Array;
  readonly slopes: Float64Array;
}

/** Valid until the next call. */
function linePath(known: Float64Array): LinePath {
  const line: RunningLine = { count: 0, mean: 0, slope: 0 };
  const intercepts = interceptScratch.take(known.length);
  const slopes = slopeScratch.take(known.length);
  for (let index = 0; index < known.length; index += 1) {
    intercepts[index] = line.mean - 0.5 * line.slope * (line.count + 1);
    slopes[index] = line.slope;
    extendLine(line, known[index]!);
  }
  return { intercepts, slopes };
}

function sumsOf(known: Float64Array, alpha: number, { intercepts, slopes }: LinePath): ThetaSums {
  const origin = known[0] ?? 0;
  const keep = 1 - alpha;
  const slopeGap = 1 / alpha;
  let squares = 0;
  let startError = 0;
  let gapError = 0;
  let startStart = 0;
  let startGap = 0;
  let gapGap = 0;
  let level = unboxed(origin);
  let influence = 1;
  for (let index = 0; index < known.length; index += 1) {
    const error = known[index]! - level;
    const next = influence * keep;
    const gap = influence * intercepts[index]! + (1 - next) * slopeGap * slopes[index]!;
    squares += error * error;
    startError += influence * error;
    gapError += gap * error;
    startStart += influence * influence;
    startGap += influence * gap;
    gapGap += gap * gap;
    level = keep * level + alpha * known[index]!;
    influence = next;
  }
  return { origin, squares, startError, gapError, startStart, startGap, gapGap };
}
