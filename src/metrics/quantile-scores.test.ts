import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  addInterval,
  intervalCoverage,
  mergeIntervals,
  noIntervals,
  quantileCoverage,
} from './coverage.ts';
import { errorSums } from './error-sums.ts';
import { mae } from './mae.ts';
import { meanPinballLoss } from './mean-pinball-loss.ts';
import { pinballLoss } from './pinball-loss.ts';
import { addQuantileError, mergeQuantileErrors, noQuantileErrors } from './quantile-sums.ts';
import { wape } from './wape.ts';
import { wql } from './wql.ts';

const unknown = Number.NaN;
/** Not so small that halving it loses digits. */
const value = fc
  .double({ min: 0, max: 1000, noNaN: true })
  .map((number) => (number < 1e-200 ? 0 : number));
const pairs = fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 40 });
const anyLevel = fc.double({ min: 0.001, max: 0.999, noNaN: true });

function sumsOf(level: number, sample: readonly (readonly [number, number])[]) {
  const sums = noQuantileErrors(level);
  for (const [actual, quantile] of sample) addQuantileError(sums, actual, quantile);
  return sums;
}

describe('pinball loss', () => {
  it('charges the level above the quantile and the rest below it', () => {
    expect(pinballLoss(0.9, 12, 10)).toBeCloseTo(1.8, 12);
    expect(pinballLoss(0.9, 8, 10)).toBeCloseTo(0.2, 12);
    expect(pinballLoss(0.9, 10, 10)).toBe(0);
  });

  it('is never negative, and half the absolute error at the median', () => {
    fc.assert(
      fc.property(pairs, anyLevel, (sample, level) => {
        expect(meanPinballLoss(sumsOf(level, sample))).toBeGreaterThanOrEqual(0);
        const half = meanPinballLoss(sumsOf(0.5, sample))!;
        const points = errorSums(
          sample.map(([actual]) => actual),
          sample.map(([, quantile]) => quantile),
        );
        expect(half).toBeCloseTo(mae(points)! / 2, 9);
        const share = wape(points);
        if (share !== null) expect(wql([sumsOf(0.5, sample)])).toBeCloseTo(share, 9);
      }),
    );
  });

  it('is least at an empirical quantile of the demand', () => {
    const actuals = [0, 0, 1, 2, 9];
    const loss = (quantile: number) =>
      meanPinballLoss(
        sumsOf(
          0.7,
          actuals.map((actual) => [actual, quantile] as const),
        ),
      )!;
    for (const other of [0, 1, 1.5, 3, 9]) expect(loss(2)).toBeLessThan(loss(other));
  });
});

describe('WQL', () => {
  it('equals a number worked by hand', () => {
    // Level 0.1: 0.1 * 2 + 0.9 * 1 = 1.1; level 0.9: 0.1 * 2 + 0.1 * 3 = 0.5; demand 8.
    const low = sumsOf(0.1, [
      [6, 4],
      [2, 3],
    ]);
    const high = sumsOf(0.9, [
      [6, 8],
      [2, 5],
    ]);
    expect(wql([low, high])).toBeCloseTo((2 * 1.1 + 2 * 0.5) / 8 / 2, 12);
  });

  it('is 0 for zero quantiles of zero demand, null for others, for no pair and no level', () => {
    expect(wql([sumsOf(0.5, [[0, 0]])])).toBe(0);
    expect(wql([sumsOf(0.5, [[0, 1]])])).toBeNull();
    expect(wql([noQuantileErrors(0.5)])).toBeNull();
    expect(wql([])).toBeNull();
  });
});

describe('coverage', () => {
  it('counts demand at or below a quantile', () => {
    const sums = sumsOf(0.5, [
      [1, 2],
      [2, 2],
      [3, 2],
      [unknown, 2],
    ]);
    expect(quantileCoverage(sums)).toBeCloseTo(2 / 3, 12);
    expect(quantileCoverage(noQuantileErrors(0.5))).toBeNull();
    expect(meanPinballLoss(noQuantileErrors(0.5))).toBeNull();
  });

  it('counts demand inside of an interval, ends included', () => {
    const sums = noIntervals();
    for (const actual of [0, 1, 2, 3, 4, unknown]) addInterval(sums, actual, 1, 3);
    expect(intervalCoverage(sums)).toBe(0.6);
    expect(intervalCoverage(noIntervals())).toBeNull();
  });

  it('merges parts to the whole', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (sample, seed) => {
        const cut = seed % sample.length;
        const merged = sumsOf(0.3, sample.slice(cut));
        mergeQuantileErrors(merged, sumsOf(0.3, sample.slice(0, cut)));
        const whole = sumsOf(0.3, sample);
        expect(quantileCoverage(merged)).toBe(quantileCoverage(whole));
        expect(meanPinballLoss(merged)).toBeCloseTo(meanPinballLoss(whole)!, 9);
        const intervals = noIntervals();
        mergeIntervals(intervals, { count: cut, inside: 0 });
        mergeIntervals(intervals, { count: 1, inside: 1 });
        expect(intervalCoverage(intervals)).toBe(1 / (cut + 1));
      }),
    );
  });
});
