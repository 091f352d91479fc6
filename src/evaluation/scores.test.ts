import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { aggregate, buildHierarchy, type Hierarchy, parseLevel } from '../hierarchy/index.ts';
import {
  averageScores,
  type LevelInput,
  levelWeights,
  m5QuantileLevels,
  scalesAt,
  scoreLevel,
} from './index.ts';
import { naiveScores } from './testing/naive-scores.ts';

const horizon = 3;
const past = 12;
const noScales = { rmsse: null, spl: null, mase: null };

function levelOf(name: string, actual: readonly number[], mean: readonly number[]): LevelInput {
  return {
    name,
    series: 1,
    horizon: actual.length,
    actual: Float64Array.from(actual),
    mean: Float64Array.from(mean),
    median: null,
    quantiles: [],
    weights: null,
    scales: noScales,
    baseline: null,
  };
}

/** Items in two stores and two departments, with history, actuals, forecasts and money. */
const market = fc.integer({ min: 1, max: 7 }).chain((count) => {
  const demand = fc.oneof(
    { weight: 2, arbitrary: fc.constant(0) },
    fc.integer({ min: 0, max: 30 }),
  );
  const many = (length: number) => fc.array(demand, { minLength: length, maxLength: length });
  return fc.record({
    history: many(count * past),
    actual: many(count * horizon),
    mean: many(count * horizon),
    sales: many(count),
    spread: fc.integer({ min: 0, max: 9 }),
  });
});
type Market = typeof market extends fc.Arbitrary<infer One> ? One : never;

function hierarchyOf(count: number): Hierarchy {
  const items = Array.from({ length: count }, (_, item) => ({
    key: `i${item}`,
    attributes: { store: `s${item % 2}`, department: `d${Math.floor(item / 3)}` },
  }));
  return buildHierarchy(items, ['total', 'store', 'department', 'item-store'].map(parseLevel));
}

function scoresOf({ history, actual, mean, sales, spread }: Market, unit = 1) {
  const count = sales.length;
  const hierarchy = hierarchyOf(count);
  const series = hierarchy.items.map((key, item) => ({
    key,
    start: 0,
    values: Float64Array.from(history.slice(item * past, (item + 1) * past), (one) => one * unit),
  }));
  const [scales] = scalesAt(hierarchy, series, [past - 1], 7);
  const weights = levelWeights(hierarchy, Float64Array.from(sales));
  const rows = (values: readonly number[]) =>
    aggregate(
      hierarchy,
      Float64Array.from(values, (one) => one * unit),
      horizon,
    );
  const [demand, forecast] = [rows(actual), rows(mean)];
  const quantiles = m5QuantileLevels.map((level) => ({
    level,
    values: forecast.map((value) => Math.max(0, value + (level - 0.5) * spread * unit)),
  }));
  const scored = hierarchy.levels.map(({ name, first, count: series }) => {
    const part = (values: Float64Array) =>
      values.subarray(first * horizon, (first + series) * horizon);
    const one = (values: Float64Array) => values.subarray(first, first + series);
    return scoreLevel({
      name,
      series,
      horizon,
      actual: part(demand),
      mean: part(forecast),
      median: part(quantiles[4]!.values),
      quantiles: quantiles.map(({ level, values }) => ({ level, values: part(values) })),
      weights: one(weights),
      scales: { rmsse: one(scales!.rmsse), spl: one(scales!.spl), mase: one(scales!.mase) },
      baseline: part(demand.map((value) => value + unit)),
    });
  });
  return { hierarchy, scored, average: averageScores(scored), quantiles, forecast };
}

describe('WRMSSE and WSPL', () => {
  it("gives the 0.758 of the M5 Competitors' Guide", () => {
    // Two products of $10 and $12 with RMSSE 0.8 and 0.7, their sum with 0.77, two levels.
    const products: LevelInput = {
      ...levelOf('product', [5, 5], [5.8, 4.3]),
      series: 2,
      horizon: 1,
      weights: Float64Array.of(10, 12),
      scales: { ...noScales, rmsse: Float64Array.of(1, 1) },
    };
    const total: LevelInput = {
      ...levelOf('total', [10], [10.1]),
      weights: Float64Array.of(22),
      scales: { ...noScales, rmsse: Float64Array.of(0.1 / 0.77) },
    };
    const { wrmsse } = averageScores([scoreLevel(total), scoreLevel(products)]);
    expect(wrmsse).toBeCloseTo((0.77 + (10 * 0.8 + 12 * 0.7) / 22) / 2, 12);
    expect(wrmsse?.toFixed(3)).toBe('0.758');
  });

  it('agree with the definitions written down series by series', () => {
    fc.assert(
      fc.property(market, (given) => {
        const { hierarchy, scored, quantiles } = scoresOf(given);
        const expected = naiveScores(hierarchy, { ...given, horizon, quantiles });
        scored.forEach(({ wrmsse, wspl }, level) => {
          for (const [found, slow] of [
            [wrmsse, expected[level]!.wrmsse],
            [wspl, expected[level]!.wspl],
          ]) {
            if (slow === null) expect(found).toBeNull();
            else expect(Math.abs(found! - slow!)).toBeLessThanOrEqual(1e-9 * Math.max(1, slow!));
          }
        });
      }),
      { numRuns: 300 },
    );
  });

  it('do not depend on the unit of demand, nor does any other relative score', () => {
    fc.assert(
      fc.property(market, (given) => {
        const [one, other] = [scoresOf(given).average, scoresOf(given, 1024).average];
        for (const score of [
          'wrmsse',
          'wspl',
          'wape',
          'bias',
          'mase',
          'rmsse',
          'wql',
          'fva',
        ] as const) {
          if (one[score] === null) expect(other[score]).toBeNull();
          else expect(other[score]).toBeCloseTo(one[score], 9);
        }
      }),
    );
  });

  it('are zero for a perfect forecast', () => {
    fc.assert(
      fc.property(market, (given) => {
        const { scored } = scoresOf({ ...given, mean: given.actual, spread: 0 });
        for (const { wrmsse, wspl, wape, bias, mae, trackingSignal } of scored) {
          for (const score of [wape, bias, mae, trackingSignal]) expect(score).toBe(0);
          for (const score of [wrmsse, wspl]) if (score !== null) expect(score).toBe(0);
        }
      }),
    );
  });

  it('count nothing for series without sales', () => {
    const level: LevelInput = {
      ...levelOf('item', [5, 5], [5, 99]),
      series: 2,
      horizon: 1,
      weights: Float64Array.of(3, 0),
      scales: { ...noScales, rmsse: Float64Array.of(1, 0) },
    };
    expect(scoreLevel(level)).toMatchObject({ wrmsse: 0, unscaled: 0 });
  });

  it('leave out a series that has a weight and no scale, and say so', () => {
    const level: LevelInput = {
      ...levelOf('item', [5, 5, 5], [7, 99, 99]),
      series: 3,
      horizon: 1,
      weights: Float64Array.of(1, 1, 1),
      scales: { ...noScales, rmsse: Float64Array.of(1, Number.NaN, 0) },
    };
    expect(scoreLevel(level)).toMatchObject({ wrmsse: 2, rmsse: 2, unscaled: 2 });
  });
});

describe('scoreLevel', () => {
  it('takes the WAPE of the median where there is one and adds value against the baseline', () => {
    const score = scoreLevel({
      ...levelOf('item', [1, 3], [2, 3]),
      median: Float64Array.of(1, 1),
      baseline: Float64Array.of(0, 0),
    });
    expect(score).toMatchObject({
      wape: 0.5,
      wapeMedian: 0.5,
      wapeMean: 0.25,
      bias: 0.25,
      fva: 50,
    });
    expect(scoreLevel(levelOf('item', [1, 3], [2, 3]))).toMatchObject({ wape: 0.25, fva: null });
  });

  it('scores intervals between symmetric levels and leaves unknown demand out', () => {
    const score = scoreLevel({
      ...levelOf('item', [1, 3, Number.NaN, 9], [2, 2, 2, 2]),
      quantiles: [0.1, 0.25, 0.9].map((level) => ({
        level,
        values: new Float64Array(4).fill(level * 4),
      })),
    });
    expect(score.scored).toBe(3);
    const [interval, ...others] = score.intervals;
    expect(others).toEqual([]);
    expect(interval?.nominal).toBe(0.8);
    expect(interval?.coverage).toBeCloseTo(2 / 3, 12);
    expect(interval?.width).toBeCloseTo(3.2, 12);
  });

  it('has no scores where all demand is unknown', () => {
    const score = scoreLevel({
      ...levelOf('item', [Number.NaN], [2]),
      weights: Float64Array.of(1),
      scales: { ...noScales, rmsse: Float64Array.of(1) },
    });
    expect(score).toMatchObject({ scored: 0, wape: null, wrmsse: null, bias: null, wspl: null });
  });
});

describe('averageScores', () => {
  it('averages what every level has', () => {
    const one = scoreLevel(levelOf('total', [4], [2]));
    const other = scoreLevel({ ...levelOf('item', [4], [3]), baseline: Float64Array.of(4) });
    expect(averageScores([one, other])).toMatchObject({ wape: 0.375, fva: null, wrmsse: null });
    expect(averageScores([])).toMatchObject({ wape: null, intervals: [] });
  });
});
