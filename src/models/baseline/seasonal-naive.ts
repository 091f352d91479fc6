import type { RecursiveMethod } from '../local/index.ts';

interface SeasonalNaiveState {
  /** Last known value at each position of the season, counted from the first value; NaN = none yet. */
  readonly season: Float64Array;
  /** Position of the next value. */
  position: number;
  /** Last known value, for positions that have none. */
  last: number;
}

/**
 * The value of one season ago. Where that is unknown, the season before it; where the position was never seen, the last
 * known value.
 */
export const seasonalNaive: RecursiveMethod<null, SeasonalNaiveState> = {
  name: 'seasonal-naive',
  description: 'Repeats the last season: the same hour, weekday, week or month.',
  minimumLength: (seasonLength) => seasonLength,
  memory: (seasonLength) => 2 * seasonLength,
  tune: () => null,
  start: (_parameters, seasonLength) => ({
    season: new Float64Array(seasonLength).fill(Number.NaN),
    position: 0,
    last: 0,
  }),
  observe(state, values, from, until) {
    const { season } = state;
    let { position, last } = state;
    for (let index = from; index < until; index += 1) {
      const value = values[index]!;
      if (!Number.isNaN(value)) {
        season[position] = value;
        last = value;
      }
      position = position + 1 === season.length ? 0 : position + 1;
    }
    state.position = position;
    state.last = last;
  },
  predict({ season, position, last }, horizon, out, offset) {
    let next = position;
    for (let lead = 0; lead < horizon; lead += 1) {
      const value = season[next]!;
      out[offset + lead] = Math.max(0, Number.isNaN(value) ? last : value);
      next += 1;
      if (next === season.length) next = 0;
    }
  },
};
