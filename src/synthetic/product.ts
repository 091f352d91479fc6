import type { Random } from '../math/index.ts';
import { drawChainListing, type Listing } from './listing.ts';
import { drawPricing, type Pricing } from './pricing.ts';
import { type Department, drawLogNormal } from './retail-shape.ts';

/** What all stores share of one product. */
export interface Product {
  readonly code: string;
  readonly department: Department;
  /** Logarithm of the units per day in the average store. */
  readonly popularity: number;
  /** Dispersion of a day's demand around its rate, before the store's own part. */
  readonly dispersion: number;
  /** Demand grows by `elasticity` percent when the price falls by one percent. */
  readonly elasticity: number;
  /** A season of the product's own: logarithmic height (0 = none) and the peak, in years after the start. */
  readonly season: { readonly height: number; readonly peak: number };
  readonly listing: Listing;
  readonly pricing: Pricing;
}

/** Part of the variance of log rates that stores share: popular here is mostly popular there. */
export const sharedPopularity = 0.7;

/** Draws one product of a department from its own random stream. */
export function drawProduct(
  random: Random,
  department: Department,
  options: {
    readonly code: string;
    readonly weeks: number;
    readonly listedAtStart: number;
  },
): Product {
  const { rate, price, dispersion } = department;
  const popularity = rate.mean + rate.deviation * Math.sqrt(sharedPopularity) * random.normal();
  const basePrice = drawLogNormal(random, price);
  const isSeasonal = random.uniform() < department.seasonalShare;
  const season = { height: isSeasonal ? 0.3 + random.uniform() : 0, peak: random.uniform() };
  return {
    code: options.code,
    department,
    popularity,
    // Slow sellers scatter more: a part of them sells in bulk.
    dispersion: drawLogNormal(random, dispersion) * Math.exp(-0.33 * popularity),
    elasticity: Math.min(4, Math.max(0.4, 1.8 + 0.6 * random.normal())),
    season,
    listing: drawChainListing(random, options.weeks, options.listedAtStart),
    pricing: drawPricing(random, basePrice, options.weeks),
  };
}
