import { describe, expect, it } from 'vitest';

import { learningRate } from './learning-rate.ts';

describe('learningRate', () => {
  const schedule = { peak: 1e-2, end: 1e-4, warmUpSteps: 10 };

  it('rises to the peak, then falls to the end without a jump', () => {
    const rates = Array.from({ length: 101 }, (_, step) => learningRate(schedule, step, 100));
    expect(rates[0]).toBeCloseTo(1e-3, 8);
    expect(rates[9]).toBeCloseTo(1e-2, 8);
    expect(rates[10]).toBeCloseTo(1e-2, 8);
    expect(rates[55]).toBeCloseTo((1e-2 + 1e-4) / 2, 8);
    expect(rates[100]).toBeCloseTo(1e-4, 8);
    for (let step = 11; step <= 100; step += 1) {
      expect(rates[step]!).toBeLessThan(rates[step - 1]!);
    }
  });

  it('starts at the peak without a warm-up', () => {
    expect(learningRate({ ...schedule, warmUpSteps: 0 }, 0, 100)).toBe(1e-2);
  });
});
