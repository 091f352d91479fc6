import type { RecursiveMethod } from '../local/index.ts';

interface MovingAverageState {
  /** The last known values, in no particular order; the first `count` are filled. */
  readonly recent: Float64Array;
  count: number;
  /** Where the next known value goes. */
  next: number;
}

/**
 * Whole seasons that cover at least 24 periods: 4 weeks of days, a day of hours, a year of weeks, two years of months.
 * Whole ones, so that the average does not depend on where in the season the cutoff falls.
 */
function windowLength(seasonLength: number): number {
  return seasonLength * Math.ceil(24 / seasonLength);
}

/** The mean of the last known values, the same for every lead time. */
export const movingAverage: RecursiveMethod<null, MovingAverageState> = {
  name: 'moving-average',
  description: 'Repeats the mean of the last whole seasons (28 days of daily demand).',
  minimumLength: (seasonLength) => seasonLength,
  memory: (seasonLength) => 2 * windowLength(seasonLength),
  tune: () => null,
  start: (_parameters, seasonLength) => ({
    recent: new Float64Array(windowLength(seasonLength)),
    count: 0,
    next: 0,
  }),
  observe(state, values, from, until) {
    const { recent } = state;
    for (let index = from; index < until; index += 1) {
      if (Number.isNaN(values[index]!)) continue;
      recent[state.next] = values[index]!;
      state.next = state.next + 1 === recent.length ? 0 : state.next + 1;
      if (state.count < recent.length) state.count += 1;
    }
  },
  predict({ recent, count }, horizon, out, offset) {
    let total = 0;
    for (let index = 0; index < count; index += 1) total += recent[index]!;
    out.fill(count === 0 ? 0 : Math.max(0, total / count), offset, offset + horizon);
  },
};
