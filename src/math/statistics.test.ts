import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { normalQuantile } from './normal-quantile.ts';
import { mean, quantileOfSorted, sum, valueAtRank } from './statistics.ts';

describe('sum and mean', () => {
  it('add up, with 0 and NaN for none', () => {
    expect(sum(Float64Array.of(1, 2, 6))).toBe(9);
    expect(mean(Float64Array.of(1, 2, 6))).toBe(3);
    expect(sum(new Float64Array(0))).toBe(0);
    expect(mean(new Float64Array(0))).toBeNaN();
  });
});

describe('quantileOfSorted', () => {
  it('is type 7 of Hyndman and Fan', () => {
    // The default of R: quantile(c(1, 2, 4, 8), c(0.1, 0.5, 0.9)).
    expect([0.1, 0.5, 0.9].map((level) => quantileOfSorted([1, 2, 4, 8], level))).toEqual([
      1.3, 3, 6.800000000000001,
    ]);
    expect(quantileOfSorted([], 0.5)).toBeNaN();
  });

  it('never decreases with the rank and stays between the ends', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    const rank = fc.double({ min: -2, max: 120, noNaN: true });
    fc.assert(
      fc.property(values, rank, rank, (unsorted, one, other) => {
        const sorted = unsorted.sort((a, b) => a - b);
        const low = valueAtRank(sorted, Math.min(one, other));
        const high = valueAtRank(sorted, Math.max(one, other));
        expect(low).toBeLessThanOrEqual(high);
        expect(low).toBeGreaterThanOrEqual(sorted[0]!);
        expect(high).toBeLessThanOrEqual(sorted.at(-1)!);
      }),
    );
  });
});

describe('normalQuantile', () => {
  it.each([
    [0.5, 0],
    [0.841344746068543, 1],
    [0.975, 1.959963984540054],
    [0.025, -1.959963984540054],
    [0.001, -3.090232306167813],
    [0.9999, 3.719016485455709],
  ])('of %d is %d', (probability, quantile) => {
    expect(normalQuantile(probability)).toBeCloseTo(quantile, 8);
  });
});
