import { findBracket, sharedInside } from '../metrics/index.ts';

/** How often the actual demand of a level lay inside of a central interval, and how wide that was in sum. */
export interface IntervalTally {
  /** Nominal coverage in (0, 1). */
  readonly nominal: number;
  readonly count: number;
  readonly inside: number;
  /** The same, where a value that is a quantile itself counts by the share of its mass inside; null where that was not kept. */
  readonly shared: number | null;
  readonly width: number;
}

/** Two quantile levels that lie symmetrically around 0.5, as places in the list of levels. */
export interface CentralInterval {
  readonly nominal: number;
  readonly lower: number;
  readonly upper: number;
}

/** Numbers that are summed for each interval: values inside, shares inside, width. */
export const sumsPerInterval = 3;

/** The central intervals of quantile levels, widest first. */
export function centralIntervals(quantileLevels: readonly number[]): readonly CentralInterval[] {
  return quantileLevels.flatMap((level, lower) => {
    const upper = quantileLevels.findIndex((other) => Math.abs(other + level - 1) < 1e-9);
    if (level >= 0.5 || upper === -1) return [];
    return [{ nominal: Number((1 - 2 * level).toFixed(9)), lower, upper }];
  });
}

/** What intervals are tallied on: one row of quantiles, `quantiles[q * horizon + lead]`, with its demand from `at` on. */
export interface IntervalRow {
  readonly quantileLevels: readonly number[];
  readonly quantiles: Float64Array;
  readonly actual: Float64Array;
  readonly at: number;
  readonly horizon: number;
}

/** Brackets of the values of one row; 1 in `found` where they are found. Holds nothing between two rows. */
class TiedValues {
  brackets: { below: number; upTo: number }[] = [];
  found = new Uint8Array(0);

  of(horizon: number): this {
    if (this.found.length === horizon) return this;
    // Halves, so that the room is made for numbers that are not whole.
    this.brackets = Array.from({ length: horizon }, () => ({ below: 0.5, upTo: 0.5 }));
    this.found = new Uint8Array(horizon);
    return this;
  }
}

const tied = new TiedValues();

/** Adds a row to the sums of every interval, from `sums[offset]` on; unknown (NaN) demand counts for nothing. */
export function addIntervals(
  intervals: readonly CentralInterval[],
  { quantileLevels, quantiles, actual, at, horizon }: IntervalRow,
  sums: Float64Array,
  offset: number,
): void {
  const table = { levels: quantileLevels, values: quantiles, width: horizon };
  /** Of the values that are quantiles themselves, found once for all intervals. */
  const { brackets, found } = tied.of(horizon);
  found.fill(0);
  for (let place = 0; place < intervals.length; place += 1) {
    const { lower, upper } = intervals[place]!;
    const to = offset + place * sumsPerInterval;
    // In local numbers, and interval by interval: millions of rows are added.
    let inside = sums[to]!;
    let shared = sums[to + 1]!;
    let width = sums[to + 2]!;
    for (let lead = 0; lead < horizon; lead += 1) {
      const value = actual[at + lead]!;
      if (Number.isNaN(value)) continue;
      const low = quantiles[lower * horizon + lead]!;
      const high = quantiles[upper * horizon + lead]!;
      width += high - low;
      if (value < low || value > high) continue;
      inside += 1;
      if (value > low && value < high) {
        shared += 1;
        continue;
      }
      const bracket = brackets[lead]!;
      if (found[lead] === 0) {
        found[lead] = 1;
        findBracket(table, lead, value, bracket);
      }
      shared += sharedInside(bracket, quantileLevels[lower]!, quantileLevels[upper]!);
    }
    sums[to] = inside;
    sums[to + 1] = shared;
    sums[to + 2] = width;
  }
}

/** The tallies of sums over `count` values with a known demand. */
export function intervalTallies(
  intervals: readonly CentralInterval[],
  count: number,
  sums: Float64Array,
): readonly IntervalTally[] {
  return intervals.map(({ nominal }, place) => {
    const from = place * sumsPerInterval;
    return {
      nominal,
      count,
      inside: sums[from]!,
      shared: sums[from + 1]!,
      width: sums[from + 2]!,
    };
  });
}
