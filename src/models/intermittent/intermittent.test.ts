import { describe, expect, it } from 'vitest';

import { intermittentDemand } from '../testing/golden-series.ts';
import { forecastOf } from '../testing/run-method.ts';
import { adida, croston, crostonOptimised, crostonSba, imapa, tsb } from './index.ts';

const unknown = Number.NaN;
const methods = [adida, croston, crostonOptimised, crostonSba, imapa, tsb] as const;

describe('forecasts of intermittent demand', () => {
  // statsforecast 2.1.1; its optimiser stops at another digit of the weights.
  it.each([
    ['Croston', croston, 0.5831783855633242, 12],
    ['Syntetos-Boylan', crostonSba, 0.554019466285158, 12],
    ['optimised Croston', crostonOptimised, 0.7945302406637182, 2],
    ['ADIDA', adida, 0.7400764834023814, 2],
    ['IMAPA', imapa, 0.7993197854785251, 2],
  ])('of %s are those of statsforecast', (_name, method, golden, digits) => {
    const [one, two] = forecastOf(method, intermittentDemand, 7, 2);
    expect(one).toBeCloseTo(golden, digits);
    expect(two).toBe(one);
  });

  it('of TSB are those of statsforecast for the same weights', () => {
    const fixed = { ...tsb, tune: () => ({ sizeAlpha: 0.2, chanceAlpha: 0.1 }) };
    expect(forecastOf(fixed, intermittentDemand, 7, 1)[0]).toBeCloseTo(0.8247406471597925, 12);
  });
});

describe('Croston’s method', () => {
  it('divides sizes by intervals, the first of which begins with the history', () => {
    // Sizes 4, then 4 + 0.1 * (6 - 4); intervals 2, then 2 + 0.1 * (3 - 2).
    expect(forecastOf(croston, [0, 4, 0, 0, 6], 7, 1)[0]).toBeCloseTo(4.2 / 2.1, 12);
  });

  it('does not count periods without a known value', () => {
    const known = forecastOf(croston, [0, 4, 0, 6], 7, 1);
    expect(forecastOf(croston, [0, 4, unknown, 0, unknown, 6], 7, 1)).toEqual(known);
  });

  it('is corrected for its bias only where demand pauses', () => {
    expect(forecastOf(crostonSba, [3, 3, 3, 3], 7, 1)[0]).toBeCloseTo(3, 12);
    const [classic = 0] = forecastOf(croston, [0, 3, 0, 3], 7, 1);
    expect(forecastOf(crostonSba, [0, 3, 0, 3], 7, 1)[0]).toBeCloseTo(0.95 * classic, 12);
  });
});

describe('TSB', () => {
  it('fades while nothing is asked for, as Croston’s method does not', () => {
    const pause = new Array<number>(60).fill(0);
    const demand = [...intermittentDemand, 5];
    const later = [...demand, ...pause];
    expect(forecastOf(tsb, later, 7, 1)[0]).toBeLessThan(0.5 * forecastOf(tsb, demand, 7, 1)[0]!);
    expect(forecastOf(croston, later, 7, 1)).toEqual(forecastOf(croston, demand, 7, 1));
  });
});

describe('temporal aggregation', () => {
  it('forecasts the rate of a demand that comes at even distances', () => {
    const everyFourth = Array.from({ length: 48 }, (_, index) => (index % 4 === 3 ? 8 : 0));
    expect(forecastOf(adida, everyFourth, 7, 1)[0]).toBeCloseTo(2, 9);
  });

  it('sums over no more than half a year', () => {
    const once = [...new Array<number>(500).fill(0), 91];
    expect(forecastOf(adida, once, 7, 1)[0]).toBeGreaterThan(0);
  });
});

describe.each(methods)('$name', (method) => {
  it('forecasts zero before the first demand', () => {
    expect(forecastOf(method, [], 7, 1)).toEqual([0]);
    expect(forecastOf(method, [0, 0, unknown, 0], 7, 1)).toEqual([0]);
  });
});
