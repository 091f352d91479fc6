import {
  addInterval,
  addWidth,
  bracketOf,
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
  return centralIntervals(quantileLevels).map(({ nominal, lower, upper }) => {
    const inside = noIntervals();
    const width = noWidths();
    let shared = 0;
    const low = quantiles[lower]!;
    const high = quantiles[upper]!;
    for (let at = 0; at < actual.length; at += 1) {
      const value = actual[at]!;
      addInterval(inside, value, low[at]!, high[at]!);
      addWidth(width, value, low[at]!, high[at]!);
      if (value > low[at]! && value < high[at]!) shared += 1;
      if (value !== low[at]! && value !== high[at]!) continue;
      shared += sharedInside(
        bracketOf(table, at, value),
        quantileLevels[lower]!,
        quantileLevels[upper]!,
      );
    }
    return { nominal, count: inside.count, inside: inside.inside, shared, width: width.width };
  });
}
