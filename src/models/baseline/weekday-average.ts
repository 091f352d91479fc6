import type { RecursiveMethod } from '../local/index.ts';

interface WeekdayAverageState {
  /** The last known values of position p at `recent[p * depth]` ..; the first `counts[p]` are filled. */
  readonly recent: Float64Array;
  readonly depth: number;
  readonly counts: Int32Array;
  /** Known values seen at each position, modulo the depth: where its next one goes. */
  readonly next: Int32Array;
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
    position: 0,
  }),
  observe(state, values, from, until) {
    const { recent, depth, counts, next } = state;
    let { position } = state;
    for (let index = from; index < until; index += 1) {
      if (!Number.isNaN(values[index]!)) {
        const at = next[position]!;
        recent[position * depth + at] = values[index]!;
        next[position] = at + 1 === depth ? 0 : at + 1;
        if (counts[position]! < depth) counts[position]! += 1;
      }
      position = position + 1 === counts.length ? 0 : position + 1;
    }
    state.position = position;
  },
  predict(state, horizon, out, offset) {
    const { counts } = state;
    let level = Number.NaN;
    let next = state.position;
    for (let lead = 0; lead < horizon; lead += 1) {
      if (lead >= counts.length) {
        out[offset + lead] = out[offset + lead - counts.length]!;
        continue;
      }
      if (counts[next] === 0 && Number.isNaN(level)) level = overallLevel(state);
      out[offset + lead] = Math.max(0, counts[next] === 0 ? level : meanAt(state, next));
      next = next + 1 === counts.length ? 0 : next + 1;
    }
  },
};

/** Mean of the values at a position that has some. */
function meanAt({ recent, depth, counts }: WeekdayAverageState, position: number): number {
  const from = position * depth;
  const count = counts[position]!;
  let total = 0;
  for (let index = from; index < from + count; index += 1) total += recent[index]!;
  return total / count;
}

/** Mean over the positions that have values: what a position without any gets. */
function overallLevel(state: WeekdayAverageState): number {
  let total = 0;
  let seen = 0;
  for (let position = 0; position < state.counts.length; position += 1) {
    if (state.counts[position] === 0) continue;
    total += meanAt(state, position);
    seen += 1;
  }
  return seen === 0 ? 0 : total / seen;
}
