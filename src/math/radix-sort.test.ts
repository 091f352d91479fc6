import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { radixSort } from './radix-sort.ts';

describe('radixSort', () => {
  it('sorts as the built-in sort does', () => {
    const value = fc.oneof(
      fc.integer({ min: -3, max: 3 }),
      fc.double({ min: -2, max: 2, noNaN: true }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    );
    const counts = fc.array(fc.integer({ min: -40, max: 250 }), { maxLength: 300 });
    fc.assert(
      fc.property(fc.oneof(fc.array(value, { maxLength: 300 }), counts), (numbers) => {
        // 0 and -0 are equal, so that their order is not promised.
        const values = Float64Array.from(numbers, (number) => number + 0);
        const sorted = values.toSorted();
        radixSort(values);
        expect(values).toEqual(sorted);
      }),
      { numRuns: 300 },
    );
  });
});
