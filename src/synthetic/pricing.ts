import type { Random } from '../math/index.ts';
import { drawLogNormal } from './retail-shape.ts';

/** A temporary price reduction, in weeks from the start of the dataset. */
export interface Promotion {
  readonly week: number;
  readonly weeks: number;
  /** Part of the regular price that is taken off, 0 .. 1. */
  readonly discount: number;
}

/** The chain's price policy for one product. */
export interface Pricing {
  /** Regular price of every week. */
  readonly regular: Float64Array;
  readonly promotions: readonly Promotion[];
}

const weeksPerYear = 52.18;

/** Draws regular prices with occasional changes, and the promotions of products that are promoted at all. */
export function drawPricing(random: Random, basePrice: number, weeks: number): Pricing {
  return {
    regular: drawRegularPrices(random, basePrice, weeks),
    promotions: drawPromotions(random, weeks),
  };
}

function drawRegularPrices(random: Random, basePrice: number, weeks: number): Float64Array {
  const changesPerYear = drawLogNormal(random, { mean: -0.6, deviation: 0.8 });
  const chance = Math.min(0.2, changesPerYear / weeksPerYear);
  const regular = new Float64Array(weeks);
  let price = basePrice;
  for (let week = 0; week < weeks; week += 1) {
    if (random.uniform() < chance) price *= Math.exp(0.02 + 0.09 * random.normal());
    // Prices drift, but not out of the product's class.
    price = Math.min(basePrice * 1.8, Math.max(basePrice / 1.8, price));
    regular[week] = shelfPrice(price);
  }
  return regular;
}

function drawPromotions(random: Random, weeks: number): readonly Promotion[] {
  const promoted = random.uniform() < 0.35;
  const perYear = drawLogNormal(random, { mean: 0.4, deviation: 0.7 });
  const promotions: Promotion[] = [];
  if (!promoted) return promotions;
  const chance = Math.min(0.2, perYear / weeksPerYear);
  for (let week = 0; week < weeks; week += 1) {
    if (random.uniform() >= chance) continue;
    const promotion = {
      week,
      weeks: 1 + random.integer(3),
      discount: 0.1 + 0.05 * random.integer(6),
    };
    promotions.push(promotion);
    week += promotion.weeks + 2;
  }
  return promotions;
}

/** What one store charges in every week, and which weeks are promoted there. */
export function drawStorePrices(
  random: Random,
  pricing: Pricing,
): { readonly prices: Float64Array; readonly promoted: Uint8Array } {
  const differs = random.uniform() < 0.2;
  const factor = Math.exp(0.06 * random.normal());
  const prices = Float64Array.from(pricing.regular);
  if (differs) prices.forEach((price, week) => (prices[week] = shelfPrice(price * factor)));
  const promoted = new Uint8Array(prices.length);
  for (const { week, weeks, discount } of pricing.promotions) {
    if (random.uniform() >= 0.85) continue;
    for (let at = week; at < Math.min(prices.length, week + weeks); at += 1) {
      prices[at] = shelfPrice(prices[at]! * (1 - discount));
      promoted[at] = 1;
    }
  }
  return { prices, promoted };
}

/** The nearest price that ends in 8 cents, at least 0.18. */
export function shelfPrice(price: number): number {
  return (Math.max(2, Math.round(price * 10)) * 10 - 2) / 100;
}
