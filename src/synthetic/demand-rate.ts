import type { Random } from '../math/index.ts';
import type { Listing } from './listing.ts';
import type { Product } from './product.ts';

/** Weekly memory and deviation of the fast and the slow part of an item's level. */
const fast = { memory: 0.86, deviation: 0.18 };
const slow = { memory: 0.985, deviation: 0.18 };
const levelShiftsPerWeek = 0.2 / 52;
/** Demand that a promotion adds beyond its price. */
const displayLift = 1.2;
/** How far below its level a new item starts, and how many weeks it takes to close most of that. */
const launch = { gap: 0.6, weeks: 3 };

/**
 * The demand rate of one item in every week, before weekday and events; 0 while it is not listed. The level is a sum of
 * two autoregressions and rare lasting shifts, times trend, own season, price response and launch.
 */
export function drawWeeklyRates(
  random: Random,
  product: Product,
  store: {
    readonly listing: Listing;
    readonly prices: Float64Array;
    readonly promoted: Uint8Array;
    /** Factor of the store's traffic in every week. */
    readonly traffic: Float64Array;
    /** Logarithm of the item's popularity here relative to the chain. */
    readonly preference: number;
  },
): Float64Array {
  const { elasticity, season } = product;
  const rates = new Float64Array(store.prices.length);
  const reference = Math.log(product.pricing.regular[0]!);
  let fastLevel = fast.deviation * random.normal();
  let slowLevel = slow.deviation * random.normal();
  let shift = 0;
  for (let week = store.listing.from; week < store.listing.to; week += 1) {
    fastLevel = nextLevel(fastLevel, fast, random);
    slowLevel = nextLevel(slowLevel, slow, random);
    if (random.uniform() < levelShiftsPerWeek) shift += 0.35 * random.normal();
    const wave = season.height * Math.cos(2 * Math.PI * ((week * 7) / 365.25 - season.peak));
    const price = elasticity * (reference - Math.log(store.prices[week]!));
    const log = product.popularity + store.preference + fastLevel + slowLevel + shift + wave;
    const age = store.listing.from === 0 ? Infinity : week - store.listing.from;
    const started = 1 - launch.gap * Math.exp(-age / launch.weeks);
    const lift = store.promoted[week] === 1 ? displayLift : 1;
    rates[week] = Math.exp(log + price) * store.traffic[week]! * started * lift;
  }
  return rates;
}

function nextLevel(level: number, path: typeof fast, random: Random): number {
  const step = path.deviation * Math.sqrt(1 - path.memory * path.memory);
  return path.memory * level + step * random.normal();
}
