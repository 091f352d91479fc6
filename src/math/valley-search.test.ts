import { describe, expect, it } from 'vitest';

import { valleySearch } from './valley-search.ts';

const grid = Float64Array.of(0, 1, 2, 3, 4);

describe('valleySearch', () => {
  it('refines the best point of the grid', () => {
    expect(valleySearch(grid, 1e-4, (x) => (x - 2.6) ** 2)).toBeCloseTo(2.6, 3);
  });

  it('takes the deeper of two valleys', () => {
    const twoValleys = (x: number) => Math.min((x - 0.9) ** 2, (x - 3.2) ** 2 - 0.5);
    expect(valleySearch(grid, 1e-4, twoValleys)).toBeCloseTo(3.2, 3);
  });

  it('stays at the end of the grid and at the first of equals', () => {
    expect(valleySearch(grid, 1e-3, (x) => x)).toBe(0);
    expect(valleySearch(grid, 1e-3, (x) => -x)).toBeCloseTo(4, 9);
    expect(valleySearch(grid, 1e-3, () => 7)).toBe(0);
    expect(valleySearch(grid, 1e-3, () => Number.NaN)).toBe(0);
  });
});
