import type { Random } from '../math/index.ts';

/** The weeks in which an item is on sale, `from` included, `to` excluded; week 0 starts with the dataset. */
export interface Listing {
  readonly from: number;
  readonly to: number;
}

/** Share of products that are taken off the shelves before the end. */
const delistedShare = 0.02;
/** Share of products that start in the last weeks, so that there is always an item with a short history. */
const newcomerShare = 0.015;
const newcomerWeeks = 10;
const shortestListingWeeks = 26;

/** When the chain sells a product. `listedAtStart` is the share of products that are older than the dataset. */
export function drawChainListing(random: Random, weeks: number, listedAtStart: number): Listing {
  const from = drawLaunchWeek(random, weeks, listedAtStart);
  const lastStart = weeks - from - shortestListingWeeks;
  const delisted = random.uniform() < delistedShare;
  const share = random.uniform();
  if (!delisted || lastStart <= 0) return { from, to: weeks };
  return { from, to: from + shortestListingWeeks + Math.floor(share * lastStart) };
}

function drawLaunchWeek(random: Random, weeks: number, listedAtStart: number): number {
  const kind = random.uniform();
  const place = random.uniform();
  if (kind < newcomerShare) return weeks - 1 - Math.floor(place * newcomerWeeks);
  if (kind < newcomerShare + listedAtStart) return 0;
  return 1 + Math.floor(place * weeks * 0.7);
}

/** When one store sells the product: most with the chain, some weeks or many months later. */
export function drawStoreListing(random: Random, chain: Listing): Listing {
  const lag = random.uniform();
  const place = random.uniform();
  const room = Math.max(0, chain.to - chain.from - shortestListingWeeks);
  if (lag < 0.8) return chain;
  const delay = lag < 0.95 ? Math.floor(1 + place * 8) : Math.floor(place * room * 0.7);
  return { from: chain.from + Math.min(delay, room), to: chain.to };
}
