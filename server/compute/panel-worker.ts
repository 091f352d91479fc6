import { buildHierarchy, itemLevel } from '#core/hierarchy';
import { modelNamed, packForecasts } from '#core/models';
import { move } from 'piscina';

import type { PanelFit } from '../application/forecasts/index.ts';

export { nothing } from '../threads/index.ts';

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
  return move(packForecasts(forecasts, { horizon, quantileLevels }));
}
