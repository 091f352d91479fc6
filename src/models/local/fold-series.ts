import { cutoffStride, errorsPerLead, type PastErrors } from '../../intervals/index.ts';
import { ScratchArray } from '../../math/index.ts';
import type { RecursiveMethod } from './recursive-method.ts';

const scratch = new ScratchArray();

/**
 * Observes all values and returns the state at their end. On the way it forecasts from past cutoffs, spaced by
 * `cutoffStride`, and records the errors of the last `errorsPerLead` of them at every lead time up to `errors.horizon`.
 * Each of these forecasts has seen only values before its targets, and at least `minimumKnown` known ones; the
 * parameters in the state are those of the whole visible history.
 */
export function foldSeries<Parameters, State>(
  method: RecursiveMethod<Parameters, State>,
  state: State,
  values: Float64Array,
  minimumKnown: number,
  errors: PastErrors,
): State {
  const { horizon } = errors;
  const last = values.length - 1;
  const stride = cutoffStride(values.length, horizon);
  const firstTarget = Math.max(0, values.length - errorsPerLead * stride);
  const earliest = Math.max(enoughKnownAt(values, minimumKnown), firstTarget - horizon);
  const forecast = scratch.take(horizon);
  let observed = 0;
  const first = last - stride * Math.floor((last - earliest) / stride);
  for (let cutoff = first; cutoff < last; cutoff += stride) {
    method.observe(state, values, observed, cutoff + 1);
    observed = cutoff + 1;
    const ahead = Math.min(horizon, last - cutoff);
    method.predict(state, ahead, forecast, 0);
    const fromLead = Math.max(0, firstTarget - cutoff - 1);
    errors.record(forecast, { fromLead, toLead: ahead }, values, cutoff + 1);
  }
  method.observe(state, values, observed, values.length);
  return state;
}

/** Index of the value with which as many as `minimum` are known; the length where there are fewer. */
function enoughKnownAt(values: Float64Array, minimum: number): number {
  const { length } = values;
  let known = 0;
  for (let index = 0; index < length; index += 1) {
    if (!Number.isNaN(values[index]!)) known += 1;
    if (known >= minimum) return index;
  }
  return length;
}
