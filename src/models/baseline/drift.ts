import type { RecursiveMethod } from '../local/index.ts';

interface DriftState {
  /** First and last known value. */
  first: number;
  last: number;
  /** Periods from the first known value to now; -1 before it. */
  age: number;
  /** Periods from the first known value to the last. */
  span: number;
}

/** A random walk with drift: the line through the first and the last known value, continued. */
export const drift: RecursiveMethod<null, DriftState> = {
  name: 'drift',
  description: 'Continues the straight line from the first to the last known value.',
  minimumLength: () => 2,
  memory: () => 28,
  tune: () => null,
  start: () => ({ first: 0, last: 0, age: -1, span: 0 }),
  observe(state, values, from, until) {
    for (let index = from; index < until; index += 1) {
      const value = values[index]!;
      const known = !Number.isNaN(value);
      if (state.age < 0 && !known) continue;
      if (state.age < 0) state.first = value;
      state.age += 1;
      if (!known) continue;
      state.last = value;
      state.span = state.age;
    }
  },
  predict({ first, last, age, span }, horizon, out, offset) {
    const slope = span === 0 ? 0 : (last - first) / span;
    for (let lead = 0; lead < horizon; lead += 1) {
      out[offset + lead] = Math.max(0, last + slope * (age - span + lead + 1));
    }
  },
};
