import { cutoffStride, errorWindow, type RollingErrors } from '../../intervals/index.ts';
import type { RecursiveMethod } from './recursive-method.ts';

/**
 * Observes all values and returns the state at their end. On the way it forecasts from past cutoffs, spaced by
 * `cutoffStride`, and records the errors of the last `errorWindow` of them at every lead time up to `errors.horizon`.
 * Each of these forecasts has seen only values before its targets, and at least `minimumKnown` known ones; the
 * parameters in the state are those of the whole visible history.
 */
export function foldSeries<Parameters, State>(
  method: RecursiveMethod<Parameters, State>,
  state: State,
  values: Float64Array,
  minimumKnown: number,
  errors: RollingErrors,
): State {
  const { horizon } = errors;
  const length = values.length;
  const stride = cutoffStride(length, horizon);
  const firstTarget = Math.max(0, length - errorWindow * stride);
  const forecast = new Float64Array(horizon);
  let known = 0;
  for (let cutoff = 0; cutoff < length; cutoff += 1) {
    const value = values[cutoff]!;
    method.observe(state, value);
    if (!Number.isNaN(value)) known += 1;
    if (known < minimumKnown || cutoff < firstTarget - horizon) continue;
    if ((length - 1 - cutoff) % stride !== 0) continue;
    const ahead = Math.min(horizon, length - 1 - cutoff);
    method.predict(state, ahead, forecast, 0);
    for (let lead = Math.max(0, firstTarget - cutoff - 1); lead < ahead; lead += 1) {
      const error = values[cutoff + 1 + lead]! - forecast[lead]!;
      if (!Number.isNaN(error)) errors.record(lead, error);
    }
  }
  return state;
}
