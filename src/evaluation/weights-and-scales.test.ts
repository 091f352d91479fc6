import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { buildHierarchy, parseLevel } from '../hierarchy/index.ts';
import {
  dollarSales,
  levelWeights,
  scalesAt,
  ScoredSums,
  seasonalNaiveRows,
  unitSales,
} from './index.ts';

const unknown = Number.NaN;
const of = (key: string, start: number, ...values: number[]) => ({
  key,
  start,
  values: Float64Array.from(values),
});
const two = buildHierarchy(
  [
    { key: 'a', attributes: {} },
    { key: 'b', attributes: {} },
  ],
  ['total', 'item-store'].map(parseLevel),
);

describe('scalesAt', () => {
  it('starts at the first non-zero value of each series, aggregates included', () => {
    const series = [of('a', 0, 0, 0, 4, 1), of('b', 0, 0, 3, 3, 3)];
    const [scales] = scalesAt(two, series, [3], 2);
    // Total: 3, 7, 4; a: 4, 1; b: 3, 3, 3.
    expect([...scales!.rmsse]).toEqual([Math.sqrt((16 + 9) / 2), 3, 0]);
    expect([...scales!.spl]).toEqual([3.5, 3, 0]);
    expect([...scales!.mase]).toEqual([1, unknown, 0]);
  });

  it('has no scale without a difference', () => {
    const [scales] = scalesAt(two, [of('a', 0, 0, 0, 0), of('b', 0, 0, 0, 2)], [2], 1);
    expect([...scales!.rmsse]).toEqual([unknown, unknown, unknown]);
  });

  it('leaves differences with unknown values out', () => {
    const [scales] = scalesAt(two, [of('a', 0, 1, unknown, 5, 7), of('b', 4)], [3], 1);
    expect(scales!.rmsse[1]).toBe(2);
  });

  it('gives for many cutoffs what it gives for each alone', () => {
    const value = fc.oneof(fc.constant(0), fc.constant(unknown), fc.integer({ min: 0, max: 9 }));
    const values = fc.array(value, { minLength: 10, maxLength: 10 });
    fc.assert(
      fc.property(values, values, (one, other) => {
        const series = [of('a', 2, ...one), of('b', 0, ...other, 1, 1)];
        const cutoffs = [9, 4, 11, 0];
        const together = scalesAt(two, series, cutoffs, 3);
        cutoffs.forEach((cutoff, place) => {
          const visible = series.map((each) => ({
            ...each,
            values: each.values.slice(0, Math.max(0, cutoff - each.start + 1)),
          }));
          expect(together[place]).toEqual(scalesAt(two, visible, [cutoff], 3)[0]);
        });
      }),
    );
  });
});

describe('dollarSales', () => {
  it('multiplies units by prices over the last periods, valuing at the last known price', () => {
    const demand = [of('a', 0, 9, 1, 2, 3), of('b', 3, 5)];
    const prices = [of('a', 0, 2, unknown, 4, unknown), null];
    expect([...dollarSales(demand, prices, 3, 3)]).toEqual([1 * 2 + 2 * 4 + 3 * 4, 0]);
  });

  it('values at nothing before the first price, and unknown units as none', () => {
    const demand = [of('a', 0, 5, unknown, 2)];
    expect([...dollarSales(demand, [of('a', 1, 3)], 2, 28)]).toEqual([6]);
  });

  it('counts units where there are no prices at all', () => {
    expect([...unitSales([of('a', 0, 5, unknown, 2), of('b', 2, 7, 9)], 2, 2)]).toEqual([2, 7]);
  });
});

describe('levelWeights', () => {
  it('shares each level out by sales', () => {
    expect([...levelWeights(two, Float64Array.of(1, 3))]).toEqual([1, 0.25, 0.75]);
  });

  it('weighs equally without sales, and nothing for returns', () => {
    expect([...levelWeights(two, Float64Array.of(0, 0))]).toEqual([1, 0.5, 0.5]);
    expect([...levelWeights(two, Float64Array.of(-1, 4))]).toEqual([1, 0, 1]);
  });
});

describe('seasonalNaiveRows', () => {
  it('repeats the last season, reaching further back where it is unknown', () => {
    const series = [of('a', 0, 1, 2, 3, 4, unknown, 6), of('b', 6), of('c', 5, 8)];
    expect([...seasonalNaiveRows(series, 5, 4, 3)]).toEqual([4, 2, 6, 4, 0, 0, 0, 0, 0, 0, 8, 0]);
  });

  it('looks at nothing after the cutoff', () => {
    expect([...seasonalNaiveRows([of('a', 0, 1, 2, 99)], 1, 2, 1)]).toEqual([2, 2]);
  });
});

describe('ScoredSums', () => {
  it('sums demand and forecasts of the same items', () => {
    const actual = Float64Array.of(1, unknown, 3, unknown);
    const mean = Float64Array.of(10, 20, 30, 40);
    const sums = new ScoredSums(two, actual, 2);
    expect([...sums.actual]).toEqual([4, unknown, 1, unknown, 3, unknown]);
    expect([...sums.of(mean)]).toEqual([40, 0, 10, 20, 30, 40]);
  });

  it('sums everything where everything is known', () => {
    const sums = new ScoredSums(two, Float64Array.of(1, 2), 1);
    expect([...sums.actual]).toEqual([3, 1, 2]);
    expect([...sums.of(Float64Array.of(3, 4))]).toEqual([7, 3, 4]);
  });
});
