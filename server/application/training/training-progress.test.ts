import { describe, expect, it } from 'vitest';

import { smoothedLoss } from './training-progress.ts';

describe('smoothedLoss', () => {
  it('begins at the first loss and follows the others slowly', () => {
    expect(smoothedLoss(null, 3)).toBe(3);
    expect(smoothedLoss(1, 2)).toBeCloseTo(1.02);
  });

  it('leaves out what is not finite', () => {
    expect(smoothedLoss(0.5, Number.NaN)).toBe(0.5);
    expect(smoothedLoss(null, Infinity)).toBeNull();
  });
});
