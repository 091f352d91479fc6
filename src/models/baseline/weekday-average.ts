import type { RecursiveMethod } from '../local/index.ts';

interface WeekdayAverageState {
  /** The last known values of position p at `recent[p * depth]` ..; the first `counts[p]` are filled. */
  readonly recent: Float64Array;
  readonly depth: number;
  readonly counts: Int32Array;
  /** Known values seen at each position, modulo the depth: where its next one goes. */
  readonly next: Int32Array;
  /** Mean of each position, 0 where it has no value. */
  readonly means: Float64Array;
  /** Position of the next period. */
  position: number;
}

/**
 * Seasons averaged: 8, which halves the noise of 2 and follows a change within two months of days; fewer where a season
 * is long, because years ago is another item.
 */
function depthOf(seasonLength: number): number {
  return Math.max(2, Math.min(8, Math.floor(192 / seasonLength)));
}

/** The mean of the last values at the same position of the season. */
export const weekdayAverage: RecursiveMethod<null, WeekdayAverageState> = {
  name: 'weekday-average',
  description:
    'Averages the last 8 values of the same weekday (or hour of the day, month, or 3 of the same week).',
  minimumLength: (seasonLength) => 2 * seasonLength,
  memory: (seasonLength) => (depthOf(seasonLength) + 1) * seasonLength,
  tune: () => null,
  start: (_parameters, seasonLength) => ({
    recent: new Float64Array(seasonLength * depthOf(seasonLength)),
    depth: depthOf(seasonLength),
    counts: new Int32Array(seasonLength),
    next: new Int32Array(seasonLength),
    means: new Float64Array(seasonLength),
    position: 0,
  }),
  observe(state, value) {
    const { recent, depth, counts, next, means, position } = state;
    state.position = position + 1 === means.length ? 0 : position + 1;
    if (Number.isNaN(value)) return;
    const from = position * depth;
    recent[from + next[position]!] = value;
    next[position] = (next[position]! + 1) % depth;
    const count = Math.min(depth, counts[position]! + 1);
    counts[position] = count;
    let total = 0;
    for (let index = from; index < from + count; index += 1) total += recent[index]!;
    means[position] = total / count;
  },
  predict({ means, counts, position }, horizon, out, offset) {
    const level = overallLevel(means, counts);
    let next = position;
    for (let lead = 0; lead < horizon; lead += 1) {
      out[offset + lead] = Math.max(0, counts[next] === 0 ? level : means[next]!);
      next += 1;
      if (next === means.length) next = 0;
    }
  },
};

/** Mean over the positions that have values: what a position without any gets. */
function overallLevel(means: Float64Array, counts: Int32Array): number {
  let total = 0;
  let seen = 0;
  for (let index = 0; index < means.length; index += 1) {
    if (counts[index] === 0) continue;
    total += means[index]!;
    seen += 1;
  }
  return seen === 0 ? 0 : total / seen;
}
