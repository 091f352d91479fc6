import { describe, expect, it } from 'vitest';

import { fitAsR } from './r-smoothing.ts';

const level = Array.from({ length: 60 }, (_, index) => 50 + ((index * 37) % 11));

describe('fitAsR', () => {
  it('finds the line that demand follows', () => {
    const line = Float64Array.from(level, (_, index) => 10 + 2 * index);
    const found = fitAsR(line, 'linear');
    expect(found.level).toBeCloseTo(8, 3);
    expect(found.trend).toBeCloseTo(2, 3);
  });

  it('stays within the bounds of its weights', () => {
    for (const trend of ['none', 'linear', 'damped'] as const) {
      const { alpha, beta, phi } = fitAsR(Float64Array.from(level), trend);
      expect(alpha).toBeGreaterThanOrEqual(0.0001);
      expect(beta).toBeLessThanOrEqual(alpha);
      expect(phi).toBeLessThanOrEqual(trend === 'damped' ? 0.98 : 1);
    }
  });
});
