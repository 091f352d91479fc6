import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { conformalQuantiles } from './conformal-quantiles.ts';
import { cutoffStride, errorWindow, RollingErrors } from './rolling-errors.ts';

function quantilesOf(
  rows: readonly (readonly number[])[],
  point: readonly number[],
  levels: readonly number[],
  wholeUnits = false,
): number[] {
  const errors = new RollingErrors(rows.length);
  for (const [lead, row] of rows.entries()) for (const error of row) errors.record(lead, error);
  const out = new Float64Array(point.length * levels.length);
  conformalQuantiles({ point: Float64Array.from(point), errors, wholeUnits }, levels, out);
  return Array.from(out);
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('conformalQuantiles', () => {
  it('adds the error of rank (n + 1) * level to the point', () => {
    // 39 errors -19 .. 19: rank 4 is -16, rank 20 is 0, rank 36 is 16.
    expect(quantilesOf([range(-19, 19)], [50], [0.1, 0.5, 0.9])).toEqual([34, 50, 66]);
  });

  it('goes by straight line between two ranks and stops at the extremes', () => {
    expect(quantilesOf([range(1, 20)], [0], [0.01, 0.5, 0.99])).toEqual([1, 10.5, 20]);
  });

  it('keeps lead times apart where each has enough errors', () => {
    const wide = range(-20, 20).map((error) => error * 3);
    expect(quantilesOf([range(-20, 20), wide], [100, 100], [0.5, 0.75])).toEqual([
      100, 100, 110.5, 131.5,
    ]);
  });

  it('pools all lead times where one has few errors', () => {
    const own = quantilesOf([range(-20, 20)], [100], [0.25]);
    expect(quantilesOf([range(-20, 20), []], [100, 100], [0.25])).toEqual([...own, ...own]);
  });

  it('is wide where it knows no error, and zero for a point of zero', () => {
    const [low, middle, high] = quantilesOf([[]], [16], [0.1, 0.5, 0.9]);
    // Deviation sqrt(16 + 8^2), 1.2816 of it each way.
    expect(middle).toBe(16);
    expect(high! - 16).toBeCloseTo(1.2815515655 * Math.sqrt(80), 6);
    expect(16 - low!).toBeCloseTo(high! - 16, 9);
    expect(quantilesOf([[]], [0], [0.001, 0.999])).toEqual([0, 0]);
  });

  it('is at least as wide as that beyond few errors', () => {
    const [low, high] = quantilesOf([[0, 0, 0]], [16], [0.01, 0.99]);
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(30);
    expect(quantilesOf([[-400, 0, 400]], [16], [0.5, 0.99])).toEqual([16, 416]);
  });

  it('rounds whole units to the nearest', () => {
    const errors = [...new Array<number>(60).fill(-0.4), ...new Array<number>(40).fill(0.6)];
    expect(quantilesOf([errors], [0.7], [0.5, 0.9], true)).toEqual([0, 1]);
  });

  it('is finite, not negative and never decreases with the level', () => {
    const error = fc.double({ min: -1e9, max: 1e9, noNaN: true });
    const level = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(error, { maxLength: errorWindow }),
        fc.double({ min: 0, max: 1e12, noNaN: true }),
        fc.array(level, { minLength: 2, maxLength: 12 }),
        fc.boolean(),
        (errors, point, unordered, wholeUnits) => {
          const levels = unordered.sort((a, b) => a - b);
          const answer = quantilesOf([errors], [point], levels, wholeUnits);
          for (const [index, value] of answer.entries()) {
            expect(Number.isFinite(value) && value >= 0).toBe(true);
            expect(value).toBeGreaterThanOrEqual(answer[index - 1] ?? 0);
          }
        },
      ),
    );
  });
});

describe('RollingErrors', () => {
  it('forgets everything when cleared', () => {
    const errors = new RollingErrors(1);
    for (const error of range(1, 30)) errors.record(0, error);
    expect(errors.sorted(0)).toHaveLength(30);
    errors.clear();
    expect(errors.sorted(0)).toHaveLength(0);
    errors.record(0, 2);
    errors.clear();
    for (const error of [3, 1]) errors.record(0, error);
    expect(errors.sorted(0)).toEqual(Float64Array.of(1, 3));
  });
});

describe('cutoffStride', () => {
  it('spreads the cutoffs of a long history and packs those of a short one', () => {
    expect([cutoffStride(100, 28), cutoffStride(392, 28), cutoffStride(393, 28)]).toEqual([
      1, 1, 5,
    ]);
  });
});
