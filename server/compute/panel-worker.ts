import { buildHierarchy, itemLevel } from '#core/hierarchy';
import { modelNamed } from '#core/models';
import { move } from 'piscina';

import type { PanelFit } from '../application/forecasts/index.ts';
import { resultRowLength } from './forecast-task.ts';

/** Fits a model of whole panels in a worker thread and answers every item; a model that throws rejects the task. */
export function fitPanel(fit: PanelFit): unknown {
  const { calendar, series, covariates, context, quantileLevels } = fit;
  const forecaster = modelNamed(fit.model);
  if (forecaster?.scope !== 'hierarchy') {
    throw new Error(`no forecaster of whole panels is named ${fit.model}`);
  }
  const items = series.map(({ key }) => ({ key, attributes: {} }));
  const hierarchy = buildHierarchy(items, [itemLevel]);
  const { horizon } = context;
  const forecasts = forecaster
    .fit({ calendar, hierarchy, series, covariates }, context)
    .forecast({ horizon, quantileLevels });
  const row = resultRowLength(horizon, quantileLevels.length);
  const result = new Float64Array(series.length * row);
  for (const [index, { mean, median, quantiles }] of forecasts.entries()) {
    result.set(mean, index * row);
    result.set(median, index * row + horizon);
    result.set(quantiles, index * row + 2 * horizon);
  }
  return move(result);
}
