import { seasonLength } from '../../calendar/index.ts';
import { invariant } from '../../errors/index.ts';
import {
  forecastQuantiles,
  type IntervalKind,
  type IntervalMethod,
  intervalKinds,
  PastErrors,
  targetPeriods,
} from '../../intervals/index.ts';
import { countsWholeUnits, type Series, sliceSeries } from '../../series/index.ts';
import { answerRows } from '../answer-rows.ts';
import { type Findings, findOnce } from '../findings.ts';
import type {
  FitContext,
  FittedModel,
  Forecaster,
  ForecastRequest,
  SeriesForecast,
} from '../forecaster.ts';
import { foldSeries } from './fold-series.ts';
import { type RecursiveMethod, tuned } from './recursive-method.ts';

const medianLevel = [0.5] as const;

export interface LocalForecasterOptions {
  /** How quantiles follow from past errors; the default is what scores best on retail demand (docs/accuracy.md). */
  readonly intervals?: IntervalKind;
}

/**
 * Lifts a method of one series to panels. Each series is cut to the last `inputSize` periods up to the cutoff, so that
 * the forecast depends on nothing else, and is folded up to it; periods missing before the cutoff are unknown.
 */
export function localForecaster<Parameters, State>(
  method: RecursiveMethod<Parameters, State>,
  { intervals = 'scaled-conformal' }: LocalForecasterOptions = {},
): Forecaster {
  const inputSize = (season: number, horizon: number) =>
    method.memory(season) + targetPeriods + horizon;
  return {
    scope: 'series',
    name: method.name,
    description: method.description,
    minimumLength: (season) => method.minimumLength(season),
    inputSize,
    fit: (panel, context) => {
      const season = seasonLength(panel.calendar.frequency);
      const histories = panel.series.map((series) => {
        const values = visible(series, context.cutoff, inputSize(season, context.horizon));
        return { values, findings: context.findings?.of(series).of(values.length) };
      });
      return new FittedLocalModel({ method, intervals, histories, season, context });
    },
  };
}

/** What is visible of a series, and what other models found there. */
interface History {
  readonly values: Float64Array;
  readonly findings: Findings | undefined;
}

interface LocalModel<Parameters, State> {
  readonly method: RecursiveMethod<Parameters, State>;
  readonly intervals: IntervalKind;
  readonly histories: readonly History[];
  readonly season: number;
  readonly context: FitContext;
}

/** Parameters of every series; the fold is cheaper to repeat than its errors are to keep. */
class FittedLocalModel<Parameters, State> implements FittedModel {
  readonly #model: LocalModel<Parameters, State>;
  readonly #parameters: readonly Parameters[];

  constructor(model: LocalModel<Parameters, State>) {
    const { method, histories, season, context } = model;
    this.#model = model;
    const unseen = context.cutoff - (context.fitCutoff ?? context.cutoff);
    this.#parameters = histories.map(({ values, findings }) => {
      const fitted =
        unseen === 0 ? values : values.subarray(0, Math.max(0, values.length - unseen));
      return tuned(method, fitted, season, findings);
    });
  }

  forecast({ horizon, quantileLevels }: ForecastRequest): readonly SeriesForecast[] {
    const { method, intervals, histories, season, context } = this.#model;
    invariant(
      Number.isInteger(horizon) && horizon >= 1 && horizon <= context.horizon,
      `a horizon is in 1 .. ${context.horizon} as fitted, found ${horizon}`,
    );
    const errors = pastErrors(context, intervalKinds[intervals]);
    const minimumKnown = method.minimumLength(season);
    const medianPlace = quantileLevels.indexOf(0.5);
    const rows = answerRows(context, histories.length, { horizon, levels: quantileLevels.length });
    histories.forEach(({ values, findings }, index) => {
      const { mean, median, quantiles } = rows[index]!;
      const { meanSize, wholeUnits } = findOnce(findings, unitsOf, () => unitsOf(values));
      errors.begin(meanSize);
      const start = method.start(this.#parameters[index]!, season);
      const state = foldSeries(method, start, values, minimumKnown, errors);
      method.predict(state, horizon, mean, 0);
      const forecast = { point: mean, errors, wholeUnits };
      forecastQuantiles(forecast, quantileLevels, quantiles);
      if (medianPlace === -1) forecastQuantiles(forecast, medianLevel, median);
      else copyLevel(quantiles, medianPlace, median);
    });
    return rows;
  }
}

/** A table of errors, the same for every model with the same findings. */
function pastErrors({ horizon, findings }: FitContext, method: IntervalMethod): PastErrors {
  return findOnce(findings?.of(horizon), method, () => new PastErrors(horizon, method));
}

function copyLevel(quantiles: Float64Array, place: number, into: Float64Array): void {
  const from = place * into.length;
  for (let lead = 0; lead < into.length; lead += 1) into[lead] = quantiles[from + lead]!;
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

/** The unit that demand is counted in, and how much of it there is. */
function unitsOf(values: Float64Array) {
  return { meanSize: meanSizeOf(values), wholeUnits: countsWholeUnits(values) };
}

/** Mean absolute value of those that are known; 0 where none is. */
function meanSizeOf(values: Float64Array): number {
  const { length } = values;
  let total = 0;
  let known = 0;
  for (let index = 0; index < length; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    known += 1;
    total += Math.abs(value);
  }
  return known === 0 ? 0 : total / known;
}
