import type { RecursiveMethod } from './recursive-method.ts';

/** Moves the state, in place, over `values[from]` .. `values[until - 1]`, by the method's own loop where it has one. */
export function observeRange<Parameters, State>(
  method: RecursiveMethod<Parameters, State>,
  state: State,
  values: Float64Array,
  from: number,
  until: number,
): void {
  if (method.observeRange !== undefined) {
    method.observeRange(state, values, from, until);
    return;
  }
  for (let index = from; index < until; index += 1) method.observe(state, values[index]!);
}
