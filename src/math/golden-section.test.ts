import { describe, expect, it } from 'vitest';

import { goldenSection } from './golden-section.ts';

describe('goldenSection', () => {
  it('finds the bottom of a valley', () => {
    const found = goldenSection({ from: 0, to: 1, tolerance: 1e-6 }, (x) => (x - 0.3) ** 2);
    expect(found.at).toBeCloseTo(0.3, 5);
  });

  it('comes near an end where the function falls to it', () => {
    const bracket = { from: 0.1, to: 0.3, tolerance: 1e-4 };
    expect(goldenSection(bracket, (x) => x).at).toBeCloseTo(0.1, 3);
    expect(goldenSection(bracket, (x) => -x).at).toBeCloseTo(0.3, 3);
  });

  it('evaluates once a step', () => {
    let count = 0;
    goldenSection({ from: 0, to: 1, tolerance: 0.1 }, (x) => {
      count += 1;
      return x;
    });
    // 0.618 ** 5 = 0.09.
    expect(count).toBe(7);
  });
});
