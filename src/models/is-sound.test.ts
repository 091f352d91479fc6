import { describe, expect, it } from 'vitest';

import { isSound } from './is-sound.ts';

const sound = { mean: [1, 2], median: [0, 2], quantiles: [0, 1, 2, 3] };

const forecastOf = (change: Partial<typeof sound>) => {
  const { mean, median, quantiles } = { ...sound, ...change };
  return {
    mean: Float64Array.from(mean),
    median: Float64Array.from(median),
    quantiles: Float64Array.from(quantiles),
  };
};

describe('isSound', () => {
  it('takes finite values from zero on', () => {
    expect(isSound(forecastOf({}))).toBe(true);
    expect(isSound(forecastOf({ mean: [], median: [], quantiles: [] }))).toBe(true);
    expect(isSound(forecastOf({ quantiles: [Number.MAX_VALUE] }))).toBe(true);
  });

  it.each([
    [{ mean: [1, Number.NaN] }],
    [{ median: [-1e-300, 1] }],
    [{ quantiles: [0, 1, 2, Number.POSITIVE_INFINITY] }],
    [{ quantiles: [0, 1, 2, Number.NEGATIVE_INFINITY] }],
  ])('refuses %o', (change) => {
    expect(isSound(forecastOf(change))).toBe(false);
  });
});
