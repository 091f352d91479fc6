import type { RecursiveMethod } from '../local/index.ts';

export interface NaiveState {
  last: number;
}

/** The last known value, repeated. */
export const naive: RecursiveMethod<null, NaiveState> = {
  name: 'naive',
  description: 'Repeats the last known value.',
  minimumLength: () => 1,
  memory: () => 28,
  tune: () => null,
  start: () => ({ last: 0 }),
  observe(state, values, from, until) {
    for (let index = until - 1; index >= from; index -= 1) {
      if (Number.isNaN(values[index]!)) continue;
      state.last = values[index]!;
      return;
    }
  },
  predict(state, horizon, out, offset) {
    out.fill(Math.max(0, state.last), offset, offset + horizon);
  },
};
