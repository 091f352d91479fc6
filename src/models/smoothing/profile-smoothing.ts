import { type RecursiveMethod, smoothingMemory } from '../local/index.ts';

interface ProfileParameters {
  /** Factor of each position of the season, counted from the first value. */
  readonly profile: Float64Array;
}

interface ProfileState extends ProfileParameters {
  /** A level for each speed. */
  readonly levels: Float64Array;
  /** Known values so far. */
  count: number;
  /** Position of the next value. */
  position: number;
}

/**
 * Weights of the newest value. A single one that is fitted to a slow item follows its noise; the mean of a slow, a usual and a
 * quick level is better than any of the three on items of a shop, whichever item it is.
 */
const speeds = Float64Array.of(0.01, 0.05, 0.15);

/** Demands (periods with any) at which the profile is half believed. */
const halfBelieved = 50;

/**
 * Exponential smoothing at three fixed speeds, times the profile of the season: the mean of demand at each position over the
 * mean of all, drawn towards 1 where few demands have been seen. The level moves by an error in proportion to the factor of its
 * position, and starts as a running mean. Nothing is searched, so that there is nothing to overfit.
 */
export const profileSmoothing: RecursiveMethod<ProfileParameters, ProfileState> = {
  name: 'profile-smoothing',
  description:
    'Smooths the level at three speeds and multiplies their mean by the weekday profile.',
  minimumLength: (seasonLength) => Math.max(3, seasonLength),
  memory: (seasonLength) => Math.max(smoothingMemory, 2 * seasonLength),
  tune: (values, seasonLength) => ({ profile: profileOf(values, seasonLength) }),
  start: ({ profile }) => ({
    profile,
    levels: new Float64Array(speeds.length),
    count: 0,
    position: 0,
  }),
  observe(state, values, from, until) {
    const { profile, levels } = state;
    let { position, count } = state;
    for (let index = from; index < until; index += 1) {
      const factor = profile[position]!;
      position = position + 1 === profile.length ? 0 : position + 1;
      const value = values[index]!;
      if (Number.isNaN(value)) continue;
      count += 1;
      for (let speed = 0; speed < speeds.length; speed += 1) {
        const level = levels[speed]!;
        const gain = Math.max(speeds[speed]!, 1 / count) * factor;
        levels[speed] = Math.max(0, level + gain * (value - level * factor));
      }
    }
    state.position = position;
    state.count = count;
  },
  predict({ profile, levels, position }, horizon, out, offset) {
    let level = 0;
    for (const smoothed of levels) level += smoothed;
    level /= levels.length;
    let next = position;
    for (let lead = offset; lead < offset + horizon; lead += 1) {
      out[lead] = level * profile[next]!;
      next = next + 1 === profile.length ? 0 : next + 1;
    }
  },
};

function profileOf(values: Float64Array, seasonLength: number): Float64Array {
  const totals = new Float64Array(seasonLength);
  const counts = new Float64Array(seasonLength);
  let total = 0;
  let known = 0;
  let demands = 0;
  let position = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const value = values[index]!;
    if (!Number.isNaN(value)) {
      totals[position]! += value;
      counts[position]! += 1;
      total += value;
      known += 1;
      if (value > 0) demands += 1;
    }
    position = position + 1 === seasonLength ? 0 : position + 1;
  }
  if (!(total > 0)) return totals.fill(1);
  const mean = total / known;
  const belief = demands / (demands + halfBelieved);
  return totals.map((sum, at) => {
    const own = counts[at] === 0 ? 1 : Math.max(0, sum / counts[at]! / mean);
    return 1 + belief * (own - 1);
  });
}
