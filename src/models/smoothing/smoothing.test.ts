import { describe, expect, it } from 'vitest';

import { comb } from '../combination/index.ts';
import { naiveTwo } from '../baseline/index.ts';
import { seasonallyAdjusted } from '../seasonal/index.ts';
import { forecastOf } from '../testing/run-method.ts';
import { seasonalDemand } from '../testing/golden-series.ts';
import {
  dampedTrend,
  dynamicTheta,
  etsAaa,
  etsAada,
  etsAna,
  holt,
  optimisedSmoothing,
  optimisedTheta,
  theta,
} from './index.ts';

const unknown = Number.NaN;
const adjustedSmoothing = seasonallyAdjusted(optimisedSmoothing, { name: '', description: '' });

/** Largest relative difference. */
function distance(forecasts: readonly number[], golden: readonly number[]): number {
  return Math.max(...golden.map((value, index) => Math.abs(forecasts[index]! / value - 1)));
}

describe('forecasts of seasonal demand', () => {
  // R 4.2.2, package forecast 8.20: the benchmark of the M4 competition for a season of 7.
  it.each([
    ['naive2', naiveTwo, [52.381282, 58.175109, 60.440312, 64.385082, 70.842204], 1e-6],
    ['simple', adjustedSmoothing, [53.140141, 59.017905, 61.315924, 65.317843, 71.868511], 5e-4],
    ['holt', seasonallyAdjusted(holt, holt), [53.243852, 59.216473, 61.608856, 65.72218], 5e-3],
    [
      'damped',
      seasonallyAdjusted(dampedTrend, dampedTrend),
      [53.08912, 58.842009, 61.032556],
      5e-3,
    ],
    ['theta', theta, [53.224963, 59.151698, 61.496056, 65.553546, 72.176061], 5e-4],
    ['comb', comb, [53.157704, 59.025462, 61.319112, 65.322977, 71.882067], 5e-3],
    ['ets-ana', etsAna, [53.93291, 59.97642, 61.574078, 65.800268, 72.074265], 1e-2],
    ['ets-aaa', etsAaa, [54.21712, 60.336841, 62.430284, 66.195903, 72.654189], 2e-2],
    ['ets-aada', etsAada, [53.933685, 59.63415, 61.709837, 65.48172, 71.602333], 1e-2],
  ])('of %s are near those of R', (_name, method, golden, tolerance) => {
    const forecasts = forecastOf(method, seasonalDemand, 7, golden.length);
    expect(distance(forecasts, golden)).toBeLessThan(tolerance);
  });

  // statsforecast 2.1.1: OptimizedTheta and DynamicOptimizedTheta with season_length 7.
  it.each([
    ['optimised theta', optimisedTheta, [53.264463, 59.205732, 61.562755, 65.635848, 72.278995]],
    ['dynamic theta', dynamicTheta, [53.160987, 59.043273, 61.344574, 65.350796, 71.907432]],
  ])('of %s are near those of statsforecast', (_name, method, golden) => {
    expect(distance(forecastOf(method, seasonalDemand, 7, 5), golden)).toBeLessThan(3e-3);
  });
});

describe('trends', () => {
  const line = Array.from({ length: 40 }, (_, index) => 10 + 2 * index);

  it('go on in Holt’s method, in theta half way', () => {
    const [one, , three] = forecastOf(holt, line, 7, 3);
    expect(one).toBeCloseTo(90, 6);
    expect(three).toBeCloseTo(94, 6);
    const [first, second] = forecastOf(theta, line, 1, 2);
    expect(second! - first!).toBeCloseTo(1, 6);
    const [left, right] = forecastOf(optimisedTheta, line, 1, 2);
    expect(right! - left!).toBeCloseTo(2, 1);
  });

  it('fade where they are damped', () => {
    const [one = 0, two = 0, three = 0] = forecastOf(dampedTrend, line, 7, 3);
    expect(two - one).toBeLessThan(2);
    expect(three - two).toBeLessThan(two - one);
  });

  it('go on through unknown periods', () => {
    const [one] = forecastOf(holt, [...line, unknown, unknown], 7, 1);
    expect(one).toBeCloseTo(94, 6);
  });

  it('never lead below zero', () => {
    const falling = Array.from({ length: 40 }, (_, index) => 40 - index);
    for (const method of [holt, theta, optimisedTheta, dynamicTheta, etsAaa]) {
      for (const forecast of forecastOf(method, falling, 7, 30)) {
        expect(forecast).toBeGreaterThanOrEqual(0);
      }
    }
  });
});

describe('seasons', () => {
  const week = [1, 2, 3, 4, 5, 6, 14];
  const weeks = Array.from({ length: 20 }, () => week).flat();

  it('repeat without error where demand does', () => {
    for (const method of [etsAna, etsAaa, etsAada, theta, dynamicTheta, comb, naiveTwo]) {
      const forecasts = forecastOf(method, weeks, 7, 9);
      for (const [lead, forecast] of forecasts.entries()) {
        expect(forecast).toBeCloseTo(week[lead % 7]!, 6);
      }
    }
  });

  it('stay in place through unknown periods', () => {
    const [first] = forecastOf(etsAna, [...weeks, unknown, unknown], 7, 1);
    expect(first).toBeCloseTo(3, 6);
  });

  it('do not take a closed weekday for a lack of demand', () => {
    const closed = Array.from({ length: 30 }, () => [0, 5, 5, 5, 5, 5, 5]).flat();
    const forecasts = forecastOf(theta, closed, 7, 7);
    expect(forecasts[0]).toBeCloseTo(0, 6);
    for (const forecast of forecasts.slice(1)) expect(forecast).toBeCloseTo(5, 6);
  });
});
