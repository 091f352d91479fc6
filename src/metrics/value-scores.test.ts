import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { errorSums } from './error-sums.ts';
import {
  addWidth,
  forecastValueAdded,
  intervalWidth,
  noErrors,
  noWidths,
  trackingSignal,
} from './index.ts';

describe('forecastValueAdded', () => {
  it('counts points of WAPE', () => {
    expect(forecastValueAdded(0.7, 0.916)).toBeCloseTo(21.6, 12);
    expect(forecastValueAdded(1, 0.5)).toBe(-50);
  });

  it('is undefined where one of the two is', () => {
    expect(forecastValueAdded(null, 0.5)).toBeNull();
    expect(forecastValueAdded(0.5, null)).toBeNull();
  });
});

describe('trackingSignal', () => {
  it('has the sign of the bias and reaches the number of values when all errors lean one way', () => {
    expect(trackingSignal(errorSums([1, 2, 3], [2, 3, 4]))).toBe(3);
    expect(trackingSignal(errorSums([2, 3], [1, 1]))).toBe(-2);
    expect(trackingSignal(errorSums([2, 2], [1, 3]))).toBe(0);
  });

  it('is 0 without errors and undefined without values', () => {
    expect(trackingSignal(errorSums([5], [5]))).toBe(0);
    expect(trackingSignal(noErrors())).toBeNull();
  });

  it('does not depend on the unit of demand', () => {
    const value = fc.integer({ min: 0, max: 99 });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, value), { minLength: 1 }), (pairs) => {
        const signal = (unit: number) =>
          trackingSignal(
            errorSums(
              pairs.map(([actual]) => actual * unit),
              pairs.map(([, forecast]) => forecast * unit),
            ),
          );
        expect(signal(8)).toBe(signal(1));
      }),
    );
  });
});

describe('intervalWidth', () => {
  it('is the mean over what was scored', () => {
    const sums = noWidths();
    expect(intervalWidth(sums)).toBeNull();
    addWidth(sums, 3, 1, 5);
    addWidth(sums, 3, 2, 4);
    addWidth(sums, Number.NaN, 0, 100);
    expect(intervalWidth(sums)).toBe(3);
  });
});
