import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bias } from './bias.ts';
import { errorSums, mergeErrors, noErrors } from './error-sums.ts';
import { mae } from './mae.ts';
import { rmse } from './rmse.ts';
import { smape } from './smape.ts';
import { forecastAccuracy, wape } from './wape.ts';

const unknown = Number.NaN;
const scores = { wape, forecastAccuracy, smape, mae, rmse, bias };

/** Demand with zeros, and forecasts of it. */
const amount = fc.integer({ min: 0, max: 16_000 }).map((sixteenths) => sixteenths / 16);
const pair = fc.tuple(fc.oneof(fc.constant(0), amount), amount);
const pairs = fc.array(pair, { minLength: 1, maxLength: 40 });

function sumsOf(sample: readonly (readonly [number, number])[]) {
  return errorSums(
    sample.map(([actual]) => actual),
    sample.map(([, forecast]) => forecast),
  );
}

describe('scores of points', () => {
  // Errors forecast - actual: 1, -2, 2, 0; demand 10 in all.
  const worked = errorSums([2, 4, 0, 4], [3, 2, 2, 4]);

  it('equal numbers worked by hand', () => {
    expect(wape(worked)).toBe(0.5);
    expect(forecastAccuracy(worked)).toBe(50);
    expect(mae(worked)).toBe(1.25);
    expect(rmse(worked)).toBe(1.5);
    expect(bias(worked)).toBe(0.1);
    // 2/5 + 4/6 + 2 + 0 over 4.
    expect(smape(worked)).toBeCloseTo((0.4 + 2 / 3 + 2) / 4, 12);
  });

  it('are 0 for a perfect forecast of no demand', () => {
    const perfect = errorSums([0, 0], [0, 0]);
    expect(wape(perfect)).toBe(0);
    expect(forecastAccuracy(perfect)).toBe(100);
    expect(bias(perfect)).toBe(0);
    expect(smape(perfect)).toBe(0);
    expect([mae(perfect), rmse(perfect)]).toEqual([0, 0]);
  });

  it('have no ratio where there was no demand but a forecast', () => {
    const wrong = errorSums([0, 0], [1, 0]);
    expect(wape(wrong)).toBeNull();
    expect(forecastAccuracy(wrong)).toBeNull();
    expect(bias(wrong)).toBeNull();
    expect(smape(wrong)).toBe(1);
    expect(mae(wrong)).toBe(0.5);
  });

  it('are null where nothing was scored', () => {
    for (const score of Object.values(scores)) {
      expect(score(noErrors())).toBeNull();
      expect(score(errorSums([unknown], [5]))).toBeNull();
    }
  });

  it('skip unknown actuals', () => {
    expect(errorSums([2, unknown, 4], [3, 99, 2])).toEqual(errorSums([2, 4], [3, 2]));
  });

  it('are never negative, and RMSE is never below MAE', () => {
    fc.assert(
      fc.property(pairs, (sample) => {
        const sums = sumsOf(sample);
        expect(wape(sums) ?? 0).toBeGreaterThanOrEqual(0);
        expect(smape(sums)).toBeGreaterThanOrEqual(0);
        expect(smape(sums)).toBeLessThanOrEqual(2 + 1e-12);
        expect(rmse(sums)! - mae(sums)!).toBeGreaterThanOrEqual(-1e-9);
        const share = wape(sums);
        expect(Math.abs(bias(sums) ?? 0)).toBeLessThanOrEqual((share ?? 0) + 1e-9);
      }),
    );
  });

  it('do not depend on the order or the parts of the pairs', () => {
    fc.assert(
      fc.property(pairs, fc.nat(), (sample, seed) => {
        const cut = seed % sample.length;
        const merged = noErrors();
        mergeErrors(merged, sumsOf(sample.slice(cut).reverse()));
        mergeErrors(merged, sumsOf(sample.slice(0, cut)));
        expectClose(merged, sumsOf(sample));
      }),
    );
  });

  it('keep ratios and scale units when the unit of demand changes', () => {
    const factor = fc.constantFrom(0.125, 4, 1024);
    fc.assert(
      fc.property(pairs, factor, (sample, scale) => {
        const sums = sumsOf(sample);
        const scaled = sumsOf(sample.map(([y, f]) => [y * scale, f * scale] as const));
        for (const score of [wape, smape, bias]) expect(score(scaled)).toEqual(score(sums));
        for (const score of [mae, rmse]) expect(score(scaled)).toBeCloseTo(score(sums)! * scale, 6);
      }),
      { examples: [[[[1, 2]], 4]] },
    );
  });
});

function expectClose(one: ReturnType<typeof noErrors>, other: ReturnType<typeof noErrors>) {
  expect(one.count).toBe(other.count);
  for (const score of [smape, mae, rmse]) expect(score(one)).toBeCloseTo(score(other)!, 9);
  expect(wape(one) === null).toBe(wape(other) === null);
  expect((wape(one) ?? 0) * other.absoluteActual).toBeCloseTo(
    (wape(other) ?? 0) * other.absoluteActual,
    6,
  );
}
