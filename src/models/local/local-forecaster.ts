import { seasonLength } from '../../calendar/index.ts';
import { invariant } from '../../errors/index.ts';
import {
  conformalQuantiles,
  errorWindow,
  RollingErrors,
  widestStride,
} from '../../intervals/index.ts';
import { type Panel, type Series, sliceSeries } from '../../series/index.ts';
import type {
  FitContext,
  FittedModel,
  Forecaster,
  ForecastRequest,
  SeriesForecast,
} from '../forecaster.ts';
import { foldSeries } from './fold-series.ts';
import type { RecursiveMethod } from './recursive-method.ts';

const medianLevel = [0.5] as const;

/**
 * Lifts a method of one series to panels. Each series is cut to the last `inputSize` periods up to the cutoff, so that
 * the forecast depends on nothing else, and is folded up to it; periods missing before the cutoff are unknown.
 */
export function localForecaster<Parameters, State>(
  method: RecursiveMethod<Parameters, State>,
): Forecaster {
  const inputSize = (season: number, horizon: number) =>
    method.memory(season) + errorWindow * widestStride + horizon;
  return {
    name: method.name,
    description: method.description,
    minimumLength: (season) => method.minimumLength(season),
    inputSize,
    fit: (panel, context) => {
      const season = seasonLength(panel.calendar.frequency);
      return new FittedLocalModel(method, panel, context, inputSize(season, context.horizon));
    },
  };
}

/** Parameters of every series; the fold is cheaper to repeat than its errors are to keep. */
class FittedLocalModel<Parameters, State> implements FittedModel {
  readonly #method: RecursiveMethod<Parameters, State>;
  readonly #histories: readonly Float64Array[];
  readonly #parameters: readonly Parameters[];
  readonly #season: number;
  readonly #horizon: number;

  constructor(
    method: RecursiveMethod<Parameters, State>,
    panel: Panel,
    context: FitContext,
    inputSize: number,
  ) {
    const season = seasonLength(panel.calendar.frequency);
    this.#method = method;
    this.#season = season;
    this.#horizon = context.horizon;
    this.#histories = panel.series.map((series) => visible(series, context.cutoff, inputSize));
    const unseen = context.cutoff - (context.fitCutoff ?? context.cutoff);
    this.#parameters = this.#histories.map((values) =>
      method.tune(values.subarray(0, Math.max(0, values.length - unseen)), season),
    );
  }

  forecast({ horizon, quantileLevels }: ForecastRequest): readonly SeriesForecast[] {
    invariant(
      Number.isInteger(horizon) && horizon >= 1 && horizon <= this.#horizon,
      `a horizon is in 1 .. ${this.#horizon} as fitted, found ${horizon}`,
    );
    const errors = new RollingErrors(this.#horizon);
    return this.#histories.map((values, index) => {
      errors.clear();
      const start = this.#method.start(this.#parameters[index]!, this.#season);
      const minimumKnown = this.#method.minimumLength(this.#season);
      const state = foldSeries(this.#method, start, values, minimumKnown, errors);
      const mean = new Float64Array(horizon);
      const median = new Float64Array(horizon);
      const quantiles = new Float64Array(horizon * quantileLevels.length);
      this.#method.predict(state, horizon, mean, 0);
      const forecast = { point: mean, errors, wholeUnits: countsWholeUnits(values) };
      conformalQuantiles(forecast, quantileLevels, quantiles);
      conformalQuantiles(forecast, medianLevel, median);
      return { mean, median, quantiles };
    });
  }
}

/** The last `inputSize` periods up to the cutoff, from the first that the series has; NaN where it has ended. */
function visible(series: Series, cutoff: number, inputSize: number): Float64Array {
  const { start, values } = sliceSeries(series, cutoff - inputSize + 1, cutoff);
  const length = values.length === 0 ? 0 : cutoff - start + 1;
  if (length === values.length) return values;
  const padded = new Float64Array(length).fill(Number.NaN);
  padded.set(values);
  return padded;
}

function countsWholeUnits(values: Float64Array): boolean {
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const value = values[index]!;
    if (Math.trunc(value) !== value && !Number.isNaN(value)) return false;
  }
  return true;
}
