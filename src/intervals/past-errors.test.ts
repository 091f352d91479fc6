import { describe, expect, it } from 'vitest';

import { errorSpread } from './error-spread.ts';
import { intervalKinds } from './interval-kinds.ts';
import { cutoffStride, targetPeriods } from './past-cutoffs.ts';
import { PastErrors } from './past-errors.ts';
import { recordError } from './testing/record-error.ts';

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('PastErrors', () => {
  it('forgets everything when it begins another series', () => {
    const errors = new PastErrors(1, intervalKinds['signed-conformal']);
    errors.begin(1);
    for (const actual of range(1, 21)) recordError(errors, 0, actual, 0);
    expect(errors.sorted(0)).toHaveLength(21);
    errors.begin(1);
    expect(errors.sorted(0)).toHaveLength(0);
    recordError(errors, 0, 2, 0);
    errors.begin(1);
    for (const actual of [3, 1, Number.NaN]) recordError(errors, 0, actual, 0);
    expect(errors.sorted(0)).toEqual(Float64Array.of(1, 3));
  });

  it('keeps sizes where intervals are symmetric', () => {
    const errors = new PastErrors(1, intervalKinds['conformal-error']);
    errors.begin(1);
    for (const actual of [-3, 1]) recordError(errors, 0, actual, 0);
    expect(errors.sorted(0)).toEqual(Float64Array.of(1, 3));
  });

  it('measures errors by the size of the forecast where they are scaled', () => {
    const errors = new PastErrors(1, intervalKinds['scaled-conformal']);
    errors.begin(2);
    // Spread of a forecast of 8 over a mean demand of 2: sqrt(8 + 1).
    recordError(errors, 0, 14, 8);
    expect(errors.sorted(0)).toEqual(Float64Array.of(2));
    expect(errors.unit(15)).toBe(4);
    errors.begin(0);
    recordError(errors, 0, 0, 0);
    expect(errors.sorted(0)).toEqual(Float64Array.of(0));
  });
});

describe('errorSpread', () => {
  it('is positive for a forecast of zero of an item that was ever asked for', () => {
    expect(errorSpread(0, 2)).toBe(1);
    expect(errorSpread(0, 0)).toBe(0);
  });
});

describe('cutoffStride', () => {
  it('spreads the cutoffs of a long history over a year of days and packs those of a short one', () => {
    expect([48, 70, 91, 384, 385, 5000].map((length) => cutoffStride(length, 28))).toEqual([
      1, 2, 3, 16, 17, 17,
    ]);
    expect(targetPeriods).toBe(357);
  });
});
