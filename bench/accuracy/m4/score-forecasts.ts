import { addError, mase, noErrors, smape } from '#core/metrics';

import type { M4Group, M4Series } from './series.ts';

/** Means over the series of a group: sMAPE in percent, and MASE. */
export interface M4Score {
  readonly smape: number;
  readonly mase: number;
}

/** Scores forecasts as the competition does; `forecasts[row * horizon + h]` in the order of the series. */
export function scoreForecasts(
  forecasts: Float64Array,
  series: readonly M4Series[],
  { seasonLength, horizon }: M4Group,
): M4Score {
  let [percentages, scaled] = [0, 0];
  for (const [row, { history, future }] of series.entries()) {
    const errors = noErrors();
    for (const [lead, actual] of future.entries()) {
      addError(errors, actual, forecasts[row * horizon + lead]!);
    }
    percentages += 100 * (smape(errors) ?? 0);
    scaled += mase(errors, history, seasonLength) ?? 0;
  }
  return { smape: percentages / series.length, mase: scaled / series.length };
}
