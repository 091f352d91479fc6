import {
  addInterval,
  addWidth,
  bracketOf,
  type MassBracket,
  noIntervals,
  noWidths,
  sharedInside,
} from '../metrics/index.ts';

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

/** The quantile levels that lie symmetrically around 0.5, widest interval first, as places in the list of levels. */
function centralIntervals(
  quantileLevels: readonly number[],
): readonly { readonly nominal: number; readonly lower: number; readonly upper: number }[] {
  return quantileLevels.flatMap((level, lower) => {
    const upper = quantileLevels.findIndex((other) => Math.abs(other + level - 1) < 1e-9);
    if (level >= 0.5 || upper === -1) return [];
    return [{ nominal: Number((1 - 2 * level).toFixed(9)), lower, upper }];
  });
}

/** The tallies of every central interval over rows of values; unknown (NaN) actuals count for nothing. */
export function intervalTallies(
  actual: Float64Array,
  quantiles: readonly Float64Array[],
  quantileLevels: readonly number[],
): readonly IntervalTally[] {
  const table = { levels: quantileLevels, values: quantiles };
  const tallies = centralIntervals(quantileLevels).map((interval) => ({
    ...interval,
    low: quantiles[interval.lower]!,
    high: quantiles[interval.upper]!,
    inside: noIntervals(),
    width: noWidths(),
    shared: 0,
  }));
  for (let at = 0; at < actual.length; at += 1) {
    const value = actual[at]!;
    let bracket: MassBracket | null = null;
    for (const tally of tallies) {
      const low = tally.low[at]!;
      const high = tally.high[at]!;
      addInterval(tally.inside, value, low, high);
      addWidth(tally.width, value, low, high);
      if (value > low && value < high) tally.shared += 1;
      if (value !== low && value !== high) continue;
      bracket ??= bracketOf(table, at, value);
      const [from, to] = [quantileLevels[tally.lower]!, quantileLevels[tally.upper]!];
      tally.shared += sharedInside(bracket, from, to);
    }
  }
  return tallies.map(({ nominal, inside, shared, width }) => ({
    nominal,
    count: inside.count,
    inside: inside.inside,
    shared,
    width: width.width,
  }));
}
