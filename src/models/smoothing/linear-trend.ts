import { smoothingMemory } from '../local/index.ts';
import { fitTrend, type TrendParameters } from './trend-fit.ts';
import type { TrendWeights } from './trend-start.ts';
import { scoredFit, type ScoredMethod } from './scored-method.ts';

interface TrendState extends TrendWeights {
  level: number;
  trend: number;
}

/** Known values without which a trend is noise. */
const enoughForTrend = 6;

function linearTrend(options: {
  readonly name: string;
  readonly description: string;
  readonly damped: boolean;
}): ScoredMethod<TrendParameters, TrendState> {
  const method: ScoredMethod<TrendParameters, TrendState> = {
    name: options.name,
    description: options.description,
    minimumLength: () => enoughForTrend,
    memory: () => smoothingMemory,
    tune: (values, seasonLength, findings) =>
      scoredFit(method, values, seasonLength, findings).parameters,
    fit: (values) => fitTrend(values, options.damped),
    start: ({ alpha, beta, phi, level, trend }) => ({ alpha, beta, phi, level, trend }),
    observe(state, values, from, until) {
      const { alpha, beta, phi } = state;
      let { level, trend } = state;
      for (let index = from; index < until; index += 1) {
        const damped = phi * trend;
        const error = Number.isNaN(values[index]!) ? 0 : values[index]! - level - damped;
        level += damped + alpha * error;
        trend = damped + beta * error;
      }
      state.level = level;
      state.trend = trend;
    },
    predict({ level, trend, phi }, horizon, out, offset) {
      let step = trend;
      let forecast = level;
      for (let lead = offset; lead < offset + horizon; lead += 1) {
        step *= phi;
        forecast += step;
        out[lead] = Math.max(0, forecast);
      }
    },
  };
  return method;
}

/**
 * Exponential smoothing of a level and a trend in the error-correction form (R. J. Hyndman, A. B. Koehler, J. K. Ord,
 * R. D. Snyder, "Forecasting with Exponential Smoothing", 2008, models AAN and AAdN): weights within 0 < beta < alpha < 1
 * with the least sum of squared one-step errors, each from the start that suits it best.
 */
export const holt: ScoredMethod<TrendParameters, TrendState> = linearTrend({
  name: 'holt',
  description: 'Smooths a level and a trend, and continues the trend.',
  damped: false,
});

/** Holt's method with a trend that fades away (E. S. Gardner, E. McKenzie, Management Science 31, 1985). */
export const dampedTrend: ScoredMethod<TrendParameters, TrendState> = linearTrend({
  name: 'damped-trend',
  description: 'Smooths a level and a trend, and continues the trend ever more weakly.',
  damped: true,
});
