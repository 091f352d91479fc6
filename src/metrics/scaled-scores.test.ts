import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { errorSums, noErrors } from './error-sums.ts';
import { absoluteScale, mase } from './mase.ts';
import { rmsse, squaredScale } from './rmsse.ts';

const unknown = Number.NaN;
const demand = fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 2, maxLength: 40 });

describe('RMSSE', () => {
  it('scales by one-step differences from the first non-zero value', () => {
    // Differences 2, -2, 3 after the leading zeros: (4 + 4 + 9) / 3.
    expect(squaredScale(Float64Array.of(0, 0, 1, 3, 1, 4))).toBeCloseTo(17 / 3, 12);
    expect(squaredScale(Float64Array.of(unknown, 0, 1, unknown, 2, 4))).toBe(4);
  });

  it('equals a number worked by hand', () => {
    // Squared errors 1 and 4, mean 2.5, over a squared scale of 10.
    expect(rmsse(errorSums([1, 2], [2, 0]), Float64Array.of(0, 1, 3, 7, 10, 11))).toBeCloseTo(
      Math.sqrt(2.5 / ((4 + 16 + 9 + 1) / 4)),
      12,
    );
  });

  it('is 1 for the naive forecast of a series that goes on as it was', () => {
    const history = Float64Array.of(0, 0, 2, 4, 2, 4);
    expect(rmsse(errorSums([2], [4]), history)).toBe(1);
  });

  it('has no scale for an all-zero history, a single value or none', () => {
    const sums = errorSums([1], [2]);
    for (const history of [[0, 0, 0], [], [0, 5], [unknown, 3, unknown]]) {
      expect(rmsse(sums, Float64Array.from(history))).toBeNull();
    }
    expect(rmsse(noErrors(), Float64Array.of(1, 2))).toBeNull();
  });

  it('is 0 for a perfect forecast of a flat history, and null for another', () => {
    expect(rmsse(errorSums([3], [3]), Float64Array.of(3, 3, 3))).toBe(0);
    expect(rmsse(errorSums([3], [4]), Float64Array.of(3, 3, 3))).toBeNull();
  });

  it('does not change with leading zeros or with the unit of demand', () => {
    fc.assert(
      fc.property(demand, fc.nat(5), (history, zeros) => {
        const sums = errorSums([3, 0], [1, 2]);
        const base = rmsse(sums, Float64Array.from(history));
        const longer = [...new Array<number>(zeros).fill(0), ...history];
        expect(rmsse(sums, Float64Array.from(longer))).toBe(base);
        const doubled = errorSums([6, 0], [2, 4]);
        expect(
          rmsse(
            doubled,
            Float64Array.from(history, (value) => 2 * value),
          ),
        ).toBe(base);
      }),
    );
  });
});

describe('MASE', () => {
  it('scales by the seasonal naive errors of the history', () => {
    const history = Float64Array.of(1, 5, 2, 7, 6, unknown, 4, 9);
    // Season 2: |2-1|, |7-5|, |6-2|, skipped, |4-6|, skipped.
    expect(absoluteScale(history, 2)).toBe(9 / 4);
    expect(mase(errorSums([1, 2], [4, 2]), history, 2)).toBeCloseTo(1.5 / (9 / 4), 12);
  });

  it('has no scale for a history shorter than a season and one period', () => {
    expect(mase(errorSums([1], [2]), Float64Array.of(1, 2), 2)).toBeNull();
    expect(mase(noErrors(), Float64Array.of(1, 2, 3), 1)).toBeNull();
  });

  it('is 0 for a perfect forecast of a flat history, and null for another', () => {
    expect(mase(errorSums([3], [3]), Float64Array.of(3, 3), 1)).toBe(0);
    expect(mase(errorSums([3], [4]), Float64Array.of(3, 3), 1)).toBeNull();
  });

  it('does not change with the unit of demand', () => {
    fc.assert(
      fc.property(demand, (history) => {
        const base = mase(errorSums([3, 0], [1, 2]), Float64Array.from(history), 1);
        const doubled = Float64Array.from(history, (value) => 2 * value);
        expect(mase(errorSums([6, 0], [2, 4]), doubled, 1)).toBe(base);
      }),
    );
  });
});
