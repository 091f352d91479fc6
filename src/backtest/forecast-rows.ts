import type { Calendar } from '../calendar/index.ts';
import { invariant } from '../errors/index.ts';
import { Findings, type Forecaster, type SeriesForecast } from '../models/index.ts';
import type { MissingValuePolicy, Panel, Series } from '../series/index.ts';
import { checkForecasts } from './check-forecasts.ts';
import { visibleHistory } from './visible-history.ts';
import type { BacktestWindow } from './windows.ts';

/** What is asked of every model in every window. */
export interface ForecastPlan {
  readonly calendar: Calendar;
  readonly missingValuePolicy: MissingValuePolicy;
  readonly horizon: number;
  /** Ascending, each in (0, 1). */
  readonly quantileLevels: readonly number[];
  /** Periods up to the cutoff that models see (a rolling input); null = the whole history (an expanding one). */
  readonly inputSize: number | null;
  readonly seed: number;
}

/** What a backtest asks of a model of single series. */
export type RowForecaster = Pick<Forecaster, 'fit' | 'name'>;

/** Receives the answers of the model at a place of the list, for the rows from `first` on. They hold until the next model answers. */
export type TakeForecasts = (
  model: number,
  forecasts: readonly SeriesForecast[],
  first: number,
) => void;

/** Few enough that what models find in their histories is still near when the next model asks for it. */
const rowsAtOnce = 16;

/**
 * Forecasts rows, of which `series` is the demand, with each of the models: a few rows at a time, so that what several models
 * find in a history is found once. Models receive nothing that lies after the cutoff, and `take` their answers in order.
 */
export function forecastRows(
  models: readonly RowForecaster[],
  series: readonly Series[],
  { cutoff, fitCutoff }: BacktestWindow,
  plan: ForecastPlan,
  take: TakeForecasts,
): void {
  const { horizon, quantileLevels, seed } = plan;
  // A model alone has nobody to share with.
  const atOnce = models.length === 1 ? series.length : rowsAtOnce;
  for (let first = 0; first < series.length; first += atOnce) {
    const panel = visiblePanel(series.slice(first, first + atOnce), cutoff, plan);
    const context = { cutoff, fitCutoff, horizon, seed, findings: new Findings() };
    models.forEach((model, place) => {
      const forecasts = model.fit(panel, context).forecast({ horizon, quantileLevels });
      checkForecasts(model.name, panel.series, forecasts);
      take(place, forecasts, first);
    });
  }
}

/** The cut at the cutoff. */
export function visiblePanel(series: readonly Series[], cutoff: number, plan: ForecastPlan): Panel {
  return {
    calendar: plan.calendar,
    series: series.map((one) => visibleSeries(one, cutoff, plan)),
  };
}

/** The cut of one series, and the guard behind it: none may reach beyond. */
export function visibleSeries(
  series: Series,
  cutoff: number,
  { missingValuePolicy, inputSize }: ForecastPlan,
): Series {
  const visible = visibleHistory(series, missingValuePolicy, cutoff, inputSize);
  invariant(
    visible.values.length === 0 || visible.start + visible.values.length - 1 <= cutoff,
    `the history of ${JSON.stringify(series.key)} reaches beyond the cutoff`,
  );
  return visible;
}
