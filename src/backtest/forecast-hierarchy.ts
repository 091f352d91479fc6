import type { Covariates } from '../covariates/index.ts';
import type { Hierarchy } from '../hierarchy/index.ts';
import type { HierarchyForecaster } from '../models/index.ts';
import type { Series } from '../series/index.ts';
import { type ForecastPlan, visiblePanel } from './forecast-rows.ts';
import type { BacktestWindow } from './windows.ts';
import { type RowForecasts, writeForecasts } from './write-forecasts.ts';

/** A panel as it is backtested: demand of the items, up to the end of the data, and what is known beforehand. */
export interface BacktestPanel {
  readonly hierarchy: Hierarchy;
  /** In the order of the hierarchy. */
  readonly items: readonly Series[];
  readonly covariates: Covariates;
}

/**
 * Forecasts all rows of a hierarchy at once and writes them `into` their rows. Of demand the model receives nothing that
 * lies after the cutoff; events and planned prices it may know.
 */
export function forecastHierarchy(
  forecaster: HierarchyForecaster,
  { hierarchy, items, covariates }: BacktestPanel,
  { cutoff, fitCutoff }: BacktestWindow,
  plan: ForecastPlan,
  into: RowForecasts,
): void {
  const { horizon, quantileLevels, seed } = plan;
  const { calendar, series } = visiblePanel(items, cutoff, plan);
  const forecasts = forecaster
    .fit({ calendar, hierarchy, series, covariates }, { cutoff, fitCutoff, horizon, seed })
    .forecast({ horizon, quantileLevels });
  const keys = hierarchy.levels.flatMap(({ keys: own }) => own.map((key) => ({ key })));
  writeForecasts(forecaster.name, keys, forecasts, horizon, { into, first: 0 });
}
