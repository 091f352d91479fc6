import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { seriesOfSteps, stepsOf } from './step-series.ts';

describe('steps of a series', () => {
  it('give back every value', () => {
    const value = fc.constantFrom(0, -0, 1.25, 3, Number.NaN);
    fc.assert(
      fc.property(fc.array(value, { maxLength: 40 }), (numbers) => {
        const series = { key: 'price', start: 17, values: Float64Array.from(numbers) };
        expect({ ...seriesOfSteps(stepsOf(series)) }).toEqual(series);
      }),
    );
  });

  it('are as many as values change', () => {
    const values = Float64Array.of(Number.NaN, Number.NaN, 2, 2, 2, 3, 2);
    const { changes, levels } = stepsOf({ key: 'price', start: 0, values });
    expect([...changes]).toEqual([0, 2, 5, 6]);
    expect([...levels]).toEqual([Number.NaN, 2, 3, 2]);
  });
});
