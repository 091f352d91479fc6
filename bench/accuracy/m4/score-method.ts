import type { RecursiveMethod } from '#core/models';

import { type M4Score, scoreForecasts } from './score-forecasts.ts';
import type { M4Group, M4Series } from './series.ts';

/** Forecasts from the end of each whole history, scored as the competition does. */
export function scoreMethod(
  method: RecursiveMethod<unknown, unknown>,
  series: readonly M4Series[],
  group: M4Group,
): M4Score {
  const { seasonLength, horizon } = group;
  const forecasts = new Float64Array(series.length * horizon);
  for (const [row, { history }] of series.entries()) {
    const state = method.start(method.tune(history, seasonLength), seasonLength);
    method.observe(state, history, 0, history.length);
    method.predict(state, horizon, forecasts, row * horizon);
  }
  return scoreForecasts(forecasts, series, group);
}
