import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createRandom } from '../math/index.ts';
import { drawPricing, drawStorePrices, shelfPrice } from './pricing.ts';

describe('prices', () => {
  it('end in 8 cents and stay near the price they are made of', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 500, noNaN: true }), (price) => {
        const shelf = shelfPrice(price);
        expect(Math.round(shelf * 100) % 10).toBe(8);
        expect(Math.abs(shelf - price)).toBeLessThanOrEqual(0.0700001);
      }),
    );
  });

  it('fall in promoted weeks and only there', () => {
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        const pricing = drawPricing(createRandom(seed), 5, 120);
        const { prices, promoted } = drawStorePrices(createRandom(seed + 1), {
          ...pricing,
          regular: new Float64Array(120).fill(4.98),
        });
        const usual = prices.find((_, week) => promoted[week] === 0) ?? 4.98;
        prices.forEach((price, week) => {
          if (promoted[week] === 0) expect(price).toBe(usual);
          if (promoted[week] === 1) expect(price).toBeLessThan(usual);
        });
      }),
    );
  });

  it('differ between products in how often they are promoted', () => {
    const promotions = Array.from(
      { length: 60 },
      (_, seed) => drawPricing(createRandom(seed), 5, 156).promotions.length,
    );
    expect(promotions.filter((count) => count === 0).length).toBeGreaterThan(20);
    expect(Math.max(...promotions)).toBeGreaterThan(3);
  });
});
