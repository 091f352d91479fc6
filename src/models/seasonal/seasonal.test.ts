import { describe, expect, it } from 'vitest';

import { seasonalDemand } from '../testing/golden-series.ts';
import { isSeasonal, seasonalIndices, seasonalOffsets } from './index.ts';

const unknown = Number.NaN;
const demand = Float64Array.from(seasonalDemand);

function expectClose(found: Float64Array | null, expected: readonly number[]): void {
  expect(found).toHaveLength(expected.length);
  for (const [index, value] of expected.entries()) expect(found![index]).toBeCloseTo(value, 5);
}

describe('the test for a season', () => {
  it('finds that of demand, and none in what is shorter than three of it', () => {
    // R: acf(y) at lag 7 is 0.853, the limit 0.231.
    expect(isSeasonal(demand, 7)).toBe(true);
    expect(isSeasonal(demand.subarray(0, 20), 7)).toBe(false);
    expect(isSeasonal(demand, 1)).toBe(false);
  });

  it('finds none in noise and in constants, and one through gaps', () => {
    const noise = Float64Array.from({ length: 200 }, (_, index) => (index * index * 7919) % 101);
    expect(isSeasonal(noise, 7)).toBe(false);
    expect(isSeasonal(new Float64Array(50).fill(3), 7)).toBe(false);
    const gaps = demand.map((value, index) => (index % 10 === 4 ? unknown : value));
    expect(isSeasonal(gaps, 7)).toBe(true);
  });
});

describe('classical decomposition', () => {
  it('gives the factors of R’s decompose', () => {
    const figure = [0.814418, 0.9045, 0.939719, 1.001052, 1.101447, 1.33864, 0.900223];
    expectClose(seasonalIndices(demand, 7), figure);
  });

  it('gives the differences of R’s decompose', () => {
    const figure = [-11.431818, -5.947403, -3.705844, 0.066234, 6.240909, 20.898052, -6.12013];
    expectClose(seasonalOffsets(demand, 7), figure);
  });

  it('centres even seasons', () => {
    const quarters = Float64Array.from({ length: 24 }, (_, index) => [1, 2, 3, 6][index % 4]!);
    expectClose(seasonalIndices(quarters, 4), [1 / 3, 2 / 3, 1, 2]);
    expectClose(seasonalOffsets(quarters, 4), [-2, -1, 0, 3]);
  });

  it('takes ratios of sums where demand is not always positive', () => {
    const sometimes = Float64Array.from({ length: 70 }, (_, index) => (index % 7 === 2 ? 7 : 0));
    expectClose(seasonalIndices(sometimes, 7), [0, 0, 7, 0, 0, 0, 0]);
  });

  it('has no factors without demand or without a whole season', () => {
    expect(seasonalIndices(new Float64Array(30), 7)).toBeNull();
    expect(seasonalIndices(demand.subarray(0, 5), 7)).toBeNull();
    expectClose(seasonalOffsets(demand.subarray(0, 5), 7), [0, 0, 0, 0, 0, 0, 0]);
  });
});
