import type { RecursiveMethod } from '../local/index.ts';

/** Tunes a method on a history, folds it and forecasts. */
export function forecastOf(
  method: RecursiveMethod<unknown, unknown>,
  values: readonly number[],
  seasonLength: number,
  horizon: number,
): number[] {
  const history = Float64Array.from(values);
  const state = method.start(method.tune(history, seasonLength), seasonLength);
  method.observe(state, history, 0, history.length);
  const out = new Float64Array(horizon);
  method.predict(state, horizon, out, 0);
  return Array.from(out);
}
