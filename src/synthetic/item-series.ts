import type { Random } from '../math/index.ts';
import { drawCount } from './demand-count.ts';
import { drawWeeklyRates } from './demand-rate.ts';
import { drawStoreListing } from './listing.ts';
import { drawOutages } from './outages.ts';
import { drawStorePrices } from './pricing.ts';
import { type Product, sharedPopularity } from './product.ts';

/** What an item's demand depends on besides its own random stream. */
export interface ItemSurroundings {
  readonly product: Product;
  /** Factor of the store's traffic in every week. */
  readonly traffic: Float64Array;
  /** Demand of every day relative to an average day. */
  readonly calendar: Float64Array;
}

/** Daily demand (0 while not listed) and prices (NaN while not listed) of one item. */
export interface ItemSeries {
  readonly demand: Float32Array;
  readonly prices: Float32Array;
}

/** Draws one item: a negative-binomial count a day around a slowly varying rate, with shelf outages. */
export function drawItemSeries(random: Random, surroundings: ItemSurroundings): ItemSeries {
  const { product, traffic, calendar } = surroundings;
  const listing = drawStoreListing(random, product.listing);
  const store = drawStorePrices(random, product.pricing);
  const deviation = product.department.rate.deviation * Math.sqrt(1 - sharedPopularity);
  const preference = deviation * random.normal();
  const dispersion = product.dispersion * Math.exp(0.3 * random.normal());
  const weekdays = Float64Array.from({ length: 7 }, () => Math.exp(0.08 * random.normal()));
  const rates = drawWeeklyRates(random, product, { ...store, listing, traffic, preference });
  const missing = drawOutages(random, calendar.length);

  const demand = new Float32Array(calendar.length);
  const prices = new Float32Array(calendar.length).fill(Number.NaN);
  const end = Math.min(calendar.length, listing.to * 7);
  for (let day = listing.from * 7; day < end; day += 1) {
    const week = Math.floor(day / 7);
    prices[day] = store.prices[week]!;
    if (missing[day] === 1) continue;
    const rate = rates[week]! * calendar[day]! * weekdays[day % 7]!;
    demand[day] = drawCount(random, rate, dispersion);
  }
  return { demand, prices };
}
