import { addError, mase, noErrors, smape } from '#core/metrics';
import type { RecursiveMethod } from '#core/models';

import type { M4Group, M4Series } from './series.ts';

/** Means over the series of a group: sMAPE in percent, and MASE. */
export interface M4Score {
  readonly smape: number;
  readonly mase: number;
}

/** Forecasts from the end of each whole history, scored as the competition does. */
export function scoreMethod(
  method: RecursiveMethod<unknown, unknown>,
  series: readonly M4Series[],
  { seasonLength, horizon }: M4Group,
): M4Score {
  let [percentages, scaled] = [0, 0];
  const forecasts = new Float64Array(horizon);
  for (const { history, future } of series) {
    const state = method.start(method.tune(history, seasonLength), seasonLength);
    method.observe(state, history, 0, history.length);
    method.predict(state, horizon, forecasts, 0);
    const errors = noErrors();
    for (const [lead, actual] of future.entries()) addError(errors, actual, forecasts[lead]!);
    percentages += 100 * (smape(errors) ?? 0);
    scaled += mase(errors, history, seasonLength) ?? 0;
  }
  return { smape: percentages / series.length, mase: scaled / series.length };
}
