import type { Series } from './series.ts';

/**
 * When an item has been on sale, as far as its data tell. Zero sold while listed is demand of zero; zero before the
 * listing is no demand at all.
 */
export interface ListingWindow {
  /**
   * First period on sale: the earlier of the first non-zero demand and the first known price. Where there is neither,
   * the first known demand; null where nothing is known. An item counts as listed from here to the cutoff.
   */
  readonly from: number | null;
  /** Last period with a known price, or null. Long before the cutoff, it means that the item left the shelf. */
  readonly lastPriced: number | null;
}

/**
 * Finds the listing of an item. Give whole histories, not slices (a slice may start in the middle of a listing), and
 * nothing after the cutoff (it would look ahead).
 */
export function listingWindow(demand: Series, prices: Series | null): ListingWindow {
  const firstSold = firstSoldPeriod(demand);
  const firstPriced = prices === null ? null : firstKnownPeriod(prices);
  const from = earlier(firstSold, firstPriced) ?? firstKnownPeriod(demand);
  return { from, lastPriced: prices === null ? null : lastKnownPeriod(prices) };
}

// Loops, because a callback for every value of every item is seconds of a backtest.
function firstKnownPeriod({ start, values }: Series): number | null {
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    if (!Number.isNaN(values[index])) return start + index;
  }
  return null;
}

function firstSoldPeriod({ start, values }: Series): number | null {
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const value = values[index]!;
    if (value !== 0 && !Number.isNaN(value)) return start + index;
  }
  return null;
}

function lastKnownPeriod({ start, values }: Series): number | null {
  for (let index = values.length - 1; index >= 0; index -= 1) {
    if (!Number.isNaN(values[index])) return start + index;
  }
  return null;
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null) return other;
  return other === null ? one : Math.min(one, other);
}
