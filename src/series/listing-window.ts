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
  const firstSold = firstPeriod(demand, (value) => value !== 0 && !Number.isNaN(value));
  const firstPriced = prices === null ? null : firstPeriod(prices, isKnown);
  const from = earlier(firstSold, firstPriced) ?? firstPeriod(demand, isKnown);
  return { from, lastPriced: prices === null ? null : lastKnownPeriod(prices) };
}

function isKnown(value: number): boolean {
  return !Number.isNaN(value);
}

function firstPeriod(series: Series, holds: (value: number) => boolean): number | null {
  const index = series.values.findIndex(holds);
  return index === -1 ? null : series.start + index;
}

function lastKnownPeriod(series: Series): number | null {
  const index = series.values.findLastIndex(isKnown);
  return index === -1 ? null : series.start + index;
}

function earlier(one: number | null, other: number | null): number | null {
  if (one === null) return other;
  return other === null ? one : Math.min(one, other);
}
