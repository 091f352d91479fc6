import { describe, expect, it } from 'vitest';

import { type IntervalKind, intervalKinds } from './interval-kinds.ts';

const at = (kind: IntervalKind, sorted: readonly number[], levels: readonly number[]) =>
  levels.map((level) => intervalKinds[kind].errorAt(Float64Array.from(sorted), level));

/** Definition 7 of Hyndman and Fan, as numpy's and R's default. */
function plainQuantile(values: readonly number[], level: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  const rank = (sorted.length - 1) * level;
  const below = Math.floor(rank);
  const upper = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return sorted[below]! + (rank - below) * (upper - sorted[below]!);
}

describe('intervalKinds', () => {
  it('takes ranks of n + 1 for conformal quantiles of signed errors', () => {
    const errors = [-4, -1, 0, 2, 7, 8, 9, 11, 20];
    expect(at('signed-conformal', errors, [0.1, 0.5, 0.9])).toEqual([-4, 7, 20]);
    const wider = at('scaled-conformal', errors, [0.1, 0.5, 0.9]);
    for (const [place, error] of [-4.2, 7.35, 21].entries()) {
      expect(wider[place]).toBeCloseTo(error, 12);
    }
  });

  it('takes the sample as it is for empirical quantiles', () => {
    const errors = [-4, -1, 0, 2, 7];
    for (const level of [0.01, 0.2, 0.33, 0.5, 0.77, 0.99]) {
      expect(at('empirical', errors, [level])[0]).toBeCloseTo(plainQuantile(errors, level), 12);
    }
  });

  it('takes the quantiles of the point less and plus every absolute error', () => {
    const sizes = [1, 2, 2, 5];
    const both = sizes.flatMap((size) => [-size, size]);
    for (const level of [0.01, 0.1, 0.35, 0.45, 0.5, 0.52, 0.77, 0.9, 0.99]) {
      const [error] = at('conformal-distribution', sizes, [level]);
      expect(error).toBeCloseTo(plainQuantile(both, level), 12);
    }
  });

  it('takes the point less and plus the quantile of the absolute errors for a nominal coverage', () => {
    const sizes = [1, 2, 2, 5, 9];
    const eighty = plainQuantile(sizes, 0.8);
    const [low, middle, high] = at('conformal-error', sizes, [0.1, 0.5, 0.9]);
    expect(low).toBeCloseTo(-eighty, 12);
    expect(middle).toBe(0);
    expect(high).toBeCloseTo(eighty, 12);
  });
});
