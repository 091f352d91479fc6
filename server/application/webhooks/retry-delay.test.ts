import fc from 'fast-check';
import { expect, test } from 'vitest';

import { retryDelaySeconds } from './retry-delay.ts';

test('pauses grow fourfold up to six hours', () => {
  const delays = [1, 2, 3, 8, 20].map((attempts) => retryDelaySeconds(attempts, 0));
  expect(delays).toEqual([10, 40, 160, 21_600, 21_600]);
});

test('chance takes off up to a half', () => {
  const chance = fc.double({ min: 0, max: 1, noNaN: true });
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 20 }), chance, (attempts, random) => {
      const whole = retryDelaySeconds(attempts, 0);
      const delay = retryDelaySeconds(attempts, random);
      expect(delay).toBeGreaterThanOrEqual(whole / 2);
      expect(delay).toBeLessThanOrEqual(whole);
    }),
  );
});
