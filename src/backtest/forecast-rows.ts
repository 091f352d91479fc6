import type { Calendar } from '../calendar/index.ts';
import { invariant } from '../errors/index.ts';
import type { Forecaster } from '../models/index.ts';
import type { MissingValuePolicy, Panel, Series } from '../series/index.ts';
import { visibleHistory } from './visible-history.ts';
import type { BacktestWindow } from './windows.ts';
import { type RowForecasts, writeForecasts } from './write-forecasts.ts';

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

/**
 * Forecasts consecutive rows, of which `series` is the demand, and writes them `into` the rows from `first` on. The model
 * receives nothing that lies after the cutoff.
 */
export function forecastRows(
  forecaster: Pick<Forecaster, 'fit' | 'name'>,
  series: readonly Series[],
  window: BacktestWindow,
  plan: ForecastPlan,
  { into, first }: { readonly into: RowForecasts; readonly first: number },
): void {
  const { horizon, quantileLevels, seed } = plan;
  const { cutoff, fitCutoff } = window;
  const panel = visiblePanel(series, cutoff, plan);
  const forecasts = forecaster
    .fit(panel, { cutoff, fitCutoff, horizon, seed })
    .forecast({ horizon, quantileLevels });
  writeForecasts(forecaster.name, panel.series, forecasts, horizon, { into, first });
}

/** The cut at the cutoff, and the guard behind it: no series may reach beyond. */
export function visiblePanel(series: readonly Series[], cutoff: number, plan: ForecastPlan): Panel {
  const { calendar, missingValuePolicy, inputSize } = plan;
  const visible = series.map((one) => visibleHistory(one, missingValuePolicy, cutoff, inputSize));
  for (const { key, start, values } of visible) {
    invariant(
      values.length === 0 || start + values.length - 1 <= cutoff,
      `the history of ${JSON.stringify(key)} reaches beyond the cutoff`,
    );
  }
  return { calendar, series: visible };
}
