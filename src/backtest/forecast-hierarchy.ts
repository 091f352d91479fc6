import type { Covariates } from '../covariates/index.ts';
import type { Hierarchy } from '../hierarchy/index.ts';
import { Findings, type HierarchyForecaster } from '../models/index.ts';
import type { Series } from '../series/index.ts';
import { checkForecasts } from './check-forecasts.ts';
import { type ForecastPlan, type TakeForecasts, visibleSeries } from './forecast-rows.ts';
import type { BacktestWindow } from './windows.ts';

/** A panel as it is backtested: demand of the items, up to the end of the data, and what is known beforehand. */
export interface BacktestPanel {
  readonly hierarchy: Hierarchy;
  /** In the order of the hierarchy. */
  readonly items: readonly Series[];
  readonly covariates: Covariates;
}

/**
 * Forecasts all rows of a hierarchy with each of the models, which share what they find in the panel. Of demand they receive
 * nothing that lies after the cutoff; events and planned prices they may know. `take` receives their answers
 * in order; they hold until the next model answers.
 */
export function forecastHierarchy(
  models: readonly HierarchyForecaster[],
  { hierarchy, items, covariates }: BacktestPanel,
  { cutoff, fitCutoff }: BacktestWindow,
  plan: ForecastPlan,
  take: TakeForecasts,
): void {
  const { horizon, quantileLevels, seed } = plan;
  const { calendar } = plan;
  const series = items.map((one) => cutWhenRead(one, cutoff, plan));
  const context = { cutoff, fitCutoff, horizon, seed, findings: new Findings() };
  const keys = hierarchy.levels.flatMap(({ keys: own }) => own.map((key) => ({ key })));
  models.forEach((model, place) => {
    const forecasts = model
      .fit({ calendar, hierarchy, series, covariates }, context)
      .forecast({ horizon, quantileLevels });
    checkForecasts(model.name, keys, forecasts);
    take(place, forecasts, 0);
  });
}

/** What is visible of a series, cut anew each time its values are read: the items may be packed, and are then laid out as briefly. */
function cutWhenRead(series: Series, cutoff: number, plan: ForecastPlan): Series {
  const { key, start } = visibleSeries(series, cutoff, plan);
  return {
    key,
    start,
    get values() {
      return visibleSeries(series, cutoff, plan).values;
    },
  };
}
