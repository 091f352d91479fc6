import { errorWindow, type RollingErrors } from '../../intervals/index.ts';
import type { RecursiveMethod } from './recursive-method.ts';

/**
 * Observes all values and returns the state at their end. On the way it forecasts from the past cutoffs and records
 * their errors at the last `errorWindow` values, every lead time up to `errors.horizon`. Each of these forecasts has
 * seen only the values before its targets, and at least `minimumKnown` known ones.
 */
export function foldSeries<Parameters, State>(
  method: RecursiveMethod<Parameters, State>,
  start: State,
  values: Float64Array,
  minimumKnown: number,
  errors: RollingErrors,
): State {
  const { horizon } = errors;
  const length = values.length;
  const firstTarget = Math.max(0, length - errorWindow);
  const forecast = new Float64Array(horizon);
  let known = 0;
  for (let cutoff = 0; cutoff < length; cutoff += 1) {
    const value = values[cutoff]!;
    method.observe(start, value);
    if (!Number.isNaN(value)) known += 1;
    if (known < minimumKnown || cutoff < firstTarget - horizon) continue;
    const ahead = Math.min(horizon, length - 1 - cutoff);
    if (ahead <= 0) continue;
    method.predict(start, ahead, forecast, 0);
    for (let lead = Math.max(0, firstTarget - cutoff - 1); lead < ahead; lead += 1) {
      const error = values[cutoff + 1 + lead]! - forecast[lead]!;
      if (!Number.isNaN(error)) errors.record(lead, error);
    }
  }
  return start;
}
