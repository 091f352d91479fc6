import { unboxed } from '../../math/index.ts';
import { knownValues, type RecursiveMethod, smoothingMemory } from '../local/index.ts';
import { seasonallyAdjusted } from '../seasonal/index.ts';
import { enoughForLine, fitTheta, type ThetaParameters, type ThetaSums } from './theta-fit.ts';
import { type TrendLine, trendLine } from './trend-line.ts';

/** The line goes through all values of the fit. */
export interface StaticThetaParameters extends ThetaParameters, TrendLine {}

export interface StaticThetaState {
  readonly alpha: number;
  readonly share: number;
  readonly slope: number;
  /** Smoothed demand. */
  level: number;
  /** What the line at the next period is above the smoothed line. */
  gap: number;
}

/** From nearly the mean of everything to nearly the last value. */
const alphas = Float64Array.of(0.0001, 0.02, 0.07, 0.17, 0.4, 0.75, 0.9999);

/**
 * The theta method (V. Assimakopoulos, K. Nikolopoulos, International Journal of Forecasting 16, 2000): the mean of the
 * trend line and of a smoothed line with twice the curvature. Written as smoothed demand plus a share of what the trend line
 * is ahead of its own smoothing (J. A. Fiorucci et al., International Journal of Forecasting 32, 2016), which is the same.
 * A period without a value does not count for the line.
 */
export const theta = seasonallyAdjusted(thetaWithoutSeason(), {
  name: 'theta',
  description: 'Averages the trend line and a smoothed line that exaggerates what is not trend.',
});

/** The standard theta method of demand without a season. */
export function thetaWithoutSeason(): RecursiveMethod<StaticThetaParameters, StaticThetaState> {
  return staticTheta(0.5);
}

/** Theta with the share of the trend fitted per item (OTM of Fiorucci et al.). */
export const optimisedTheta = seasonallyAdjusted(staticTheta(null), {
  name: 'optimised-theta',
  description: 'The theta method with the share of the trend fitted per item.',
});

function staticTheta(
  given: number | null,
): RecursiveMethod<StaticThetaParameters, StaticThetaState> {
  return {
    name: 'theta',
    description: 'The theta method without a season.',
    minimumLength: () => enoughForLine,
    memory: () => smoothingMemory,
    tune(values) {
      const known = knownValues(values);
      const tooFew = known.length < enoughForLine;
      const line = tooFew ? { intercept: 0, slope: 0 } : trendLine(known);
      const fit = fitTheta({
        alphas,
        share: tooFew ? 0 : given,
        sumsOf: (alpha) => sumsOf(known, alpha, line),
      });
      return { ...fit, ...line };
    },
    start: ({ alpha, share, level, intercept, slope }) => ({
      alpha,
      share,
      slope,
      level,
      gap: intercept + slope,
    }),
    observe(state, values, from, until) {
      const { alpha, slope } = state;
      let { level, gap } = state;
      for (let index = from; index < until; index += 1) {
        const value = values[index]!;
        if (Number.isNaN(value)) continue;
        level += alpha * (value - level);
        gap = slope + (1 - alpha) * gap;
      }
      state.level = level;
      state.gap = gap;
    },
    predict({ level, share, gap, slope }, horizon, out, offset) {
      for (let lead = 0; lead < horizon; lead += 1) {
        out[offset + lead] = Math.max(0, level + share * (gap + lead * slope));
      }
    },
  };
}

/** The gap before value t is a (1 - alpha)^(t - 1) + c, so that its sums follow from those of the influence. */
function sumsOf(known: Float64Array, alpha: number, { intercept, slope }: TrendLine): ThetaSums {
  const origin = known[0] ?? 0;
  const keep = 1 - alpha;
  let squares = 0;
  let errors = 0;
  let startError = 0;
  let starts = 0;
  let startStart = 0;
  let level = unboxed(origin);
  let influence = 1;
  const { length } = known;
  for (let index = 0; index < length; index += 1) {
    const error = known[index]! - level;
    squares += error * error;
    errors += error;
    startError += influence * error;
    starts += influence;
    startStart += influence * influence;
    level = keep * level + alpha * known[index]!;
    influence *= keep;
  }
  const c = slope / alpha;
  const a = intercept - c * (1 - alpha);
  return {
    ...{ origin, squares, startError, startStart },
    gapError: a * startError + c * errors,
    startGap: a * startStart + c * starts,
    gapGap: a * a * startStart + 2 * a * c * starts + c * c * known.length,
  };
}
