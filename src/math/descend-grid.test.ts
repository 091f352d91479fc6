import { describe, expect, it } from 'vitest';

import { descendGrid } from './descend-grid.ts';

describe('descendGrid', () => {
  it('walks to the bottom of a valley', () => {
    const bowl = ([x = 0, y = 0]: readonly number[]) => (x - 7) ** 2 + 3 * (y - 2) ** 2;
    expect(descendGrid([10, 10], [0, 9], bowl)).toEqual({ at: [7, 2], value: 0 });
  });

  it('stays on the grid and at the start where nothing is better', () => {
    expect(descendGrid([3, 4], [1, 1], ([x = 0, y = 0]) => y - x)).toEqual({
      at: [2, 0],
      value: -2,
    });
    expect(descendGrid([3, 4], [1, 1], () => 5)).toEqual({ at: [1, 1], value: 5 });
    expect(descendGrid([3], [1], () => Number.NaN).at).toEqual([1]);
  });

  it('needs few evaluations', () => {
    let evaluations = 0;
    descendGrid([20, 20, 20], [5, 5, 5], ([x = 0, y = 0, z = 0]) => {
      evaluations += 1;
      return (x - 9) ** 2 + (y - 5) ** 2 + (z - 4) ** 2;
    });
    expect(evaluations).toBeLessThan(25);
  });
});
