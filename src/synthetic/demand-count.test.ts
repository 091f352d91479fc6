import { describe, expect, it } from 'vitest';

import { createRandom } from '../math/index.ts';
import { drawCount } from './demand-count.ts';

describe('drawCount', () => {
  it.each([
    [0.05, 1.5],
    [0.8, 0.3],
    [6, 0.2],
    [45, 0.1],
  ])('has mean %d and the variance of dispersion %d', (mean, dispersion) => {
    const random = createRandom(11);
    const draws = Array.from({ length: 60_000 }, () => drawCount(random, mean, dispersion));
    const average = draws.reduce((sum, value) => sum + value, 0) / draws.length;
    const squares = draws.reduce((sum, value) => sum + (value - average) ** 2, 0) / draws.length;
    const variance = mean + dispersion * mean ** 2;
    expect(Math.abs(average - mean)).toBeLessThan(0.02 * Math.sqrt(variance));
    expect(Math.abs(squares / variance - 1)).toBeLessThan(0.06);
    expect(draws.every((value) => Number.isInteger(value) && value >= 0)).toBe(true);
  });

  it('sells nothing at a rate of zero', () => {
    expect(drawCount(createRandom(1), 0, 0.5)).toBe(0);
  });
});
