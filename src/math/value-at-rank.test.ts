import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { valueAtRank } from './value-at-rank.ts';

describe('valueAtRank', () => {
  it('goes by straight line between neighbours and stops at the ends', () => {
    expect([-1, 0, 0.25, 2.5, 3, 9].map((rank) => valueAtRank([1, 2, 4, 8], rank))).toEqual([
      1, 1, 1.25, 6, 8, 8,
    ]);
    expect(valueAtRank([], 0)).toBeNaN();
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
