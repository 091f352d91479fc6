import fc from 'fast-check';
import { expect, test } from 'vitest';

import { latencyClasses, latencyClassOf, latencyPercentile } from './latency-classes.ts';

function countsOf(durations: readonly number[]): readonly number[] {
  const counts = new Array<number>(latencyClasses).fill(0);
  for (const duration of durations) counts[latencyClassOf(duration)]! += 1;
  return counts;
}

test('a percentile is off by less than the width of a class', () => {
  const duration = fc.double({ min: 1, max: 99_000, noNaN: true });
  fc.assert(
    fc.property(fc.array(duration, { minLength: 1, maxLength: 200 }), (durations) => {
      const exact = durations.toSorted((a, b) => a - b)[Math.ceil(0.95 * durations.length) - 1]!;
      const found = latencyPercentile(countsOf(durations), 0.95);
      expect(Math.abs(Math.log10(found / exact))).toBeLessThanOrEqual(0.1 + 1e-9);
    }),
  );
});

test('what is too short or too long lies in the outer classes, and of nothing there is no percentile', () => {
  expect(latencyClassOf(0)).toBe(0);
  expect(latencyClassOf(1e9)).toBe(latencyClasses - 1);
  expect(latencyPercentile(countsOf([]), 0.95)).toBeNaN();
});
