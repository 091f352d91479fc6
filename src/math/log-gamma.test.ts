import { describe, expect, it } from 'vitest';

import { logGamma } from './log-gamma.ts';

describe('logGamma', () => {
  it('equals the logarithm of the factorial at integers', () => {
    let logFactorial = 0;
    for (let n = 1; n <= 60; n += 1) {
      logFactorial += Math.log(n);
      expect(logGamma(n + 1)).toBeCloseTo(logFactorial, 10);
    }
  });

  it('equals log sqrt(pi) at one half', () => {
    expect(logGamma(0.5)).toBeCloseTo(0.5 * Math.log(Math.PI), 12);
  });
});
