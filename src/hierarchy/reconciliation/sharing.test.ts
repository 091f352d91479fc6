import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  aggregate,
  bottomUp,
  buildHierarchy,
  forecastProportions,
  historicalShares,
  levelNamed,
  parseLevel,
  topDown,
} from '../index.ts';
import { incoherence, withBase } from '../testing/random-hierarchy.ts';

const unknown = Number.NaN;
const hierarchy = buildHierarchy(
  ['a1', 'a2', 'b1'].map((key) => ({
    key,
    attributes: { store: key.charAt(0), size: key.slice(1) },
  })),
  ['total', 'store', 'size', 'item-store'].map(parseLevel),
);
const total = levelNamed(hierarchy, 'total');
const series = (key: string, start: number, ...values: number[]) => ({
  key,
  start,
  values: Float64Array.from(values),
});

describe('historicalShares', () => {
  const demand = [
    series('a1', 0, 1, 2, 0, 9),
    series('a2', 0, 3, unknown, 0),
    series('b1', 2, 0, 1),
  ];

  it('averages the proportions of each period that had demand', () => {
    const shares = historicalShares(total, demand, { from: 0, length: 4 }, 'average-proportions');
    const expected = [(1 / 4 + 1 + 9 / 10) / 3, 3 / 4 / 3, 1 / 10 / 3];
    shares.forEach((share, item) => {
      expect(share).toBeCloseTo(expected[item]!, 12);
    });
  });

  it('takes the proportions of the averages', () => {
    const span = { from: 1, length: 3 };
    const shares = historicalShares(total, demand, span, 'proportions-of-averages');
    expect([...shares]).toEqual([11 / 12, 0, 1 / 12]);
  });

  it('sums to one in each group, sharing equally where nothing was sold', () => {
    const stores = levelNamed(hierarchy, 'store');
    const none = [series('a1', 0), series('a2', 0, 0), series('b1', 0, 5)];
    const shares = historicalShares(stores, none, { from: 0, length: 1 }, 'average-proportions');
    expect([...shares]).toEqual([0.5, 0.5, 1]);
  });
});

describe('top-down and middle-out', () => {
  // Rows: total, stores a and b, sizes 1 and 2, items.
  const values = Float64Array.of(100, 60, 30, 1, 2, 3, 4, 5);

  it('share the total out', () => {
    const rows = topDown(
      hierarchy,
      { values, horizon: 1 },
      'total',
      Float64Array.of(0.5, 0.3, 0.2),
    );
    expect([...rows]).toEqual([100, 80, 20, 70, 30, 50, 30, 20]);
  });

  it('share a middle level out and sum it up', () => {
    const rows = topDown(hierarchy, { values, horizon: 1 }, 'store', Float64Array.of(0.5, 0.5, 1));
    expect([...rows]).toEqual([90, 60, 30, 60, 30, 30, 30, 30]);
  });

  it('names the levels that there are when asked for another', () => {
    expect(() => topDown(hierarchy, { values, horizon: 1 }, 'state', new Float64Array(3))).toThrow(
      'no level "state"; it has total, store, size, item-store.',
    );
  });
});

describe('forecastProportions', () => {
  const values = Float64Array.of(100, 60, 20, 1, 2, 3, 1, 5);

  it('hands forecasts down a path of nested levels', () => {
    const rows = forecastProportions(hierarchy, { values, horizon: 1 }, ['total', 'store']);
    expect([...rows]).toEqual([100, 75, 25, 81.25, 18.75, 56.25, 18.75, 25]);
  });

  it('starts in the middle where the path does', () => {
    const path = ['store', 'item-store'];
    const rows = forecastProportions(hierarchy, { values, horizon: 1 }, path);
    expect([...rows]).toEqual([80, 60, 20, 65, 15, 45, 15, 20]);
  });

  it('shares equally where nothing is forecast, and takes negative forecasts for none', () => {
    const negative = Float64Array.of(100, 60, -20, 1, 2, 0, -1, 5);
    const rows = forecastProportions(hierarchy, { values: negative, horizon: 1 }, [
      'total',
      'store',
    ]);
    expect([...rows]).toEqual([100, 100, 0, 50, 50, 50, 50, 0]);
  });

  it('refuses a path that does not nest', () => {
    const path = ['total', 'store', 'size'];
    expect(() => forecastProportions(hierarchy, { values, horizon: 1 }, path)).toThrow(
      '"size" does not refine "store": a group of it lies in several',
    );
  });
});

describe('bottomUp', () => {
  it('keeps the items, sums the rest, and leaves coherent forecasts as they are', () => {
    fc.assert(
      fc.property(withBase(2), ({ hierarchy: any, values }) => {
        const rows = bottomUp(any, { values, horizon: 2 });
        expect(incoherence(any, rows, 2)).toBeLessThan(1e-9);
        expect(bottomUp(any, { values: rows, horizon: 2 })).toEqual(rows);
        const { first, count } = levelNamed(any, 'item-store');
        const bottom = values.subarray(first * 2, (first + count) * 2);
        expect(rows).toEqual(aggregate(any, bottom, 2));
      }),
    );
  });

  it('needs the single items', () => {
    const upper = buildHierarchy([{ key: 'a', attributes: {} }], [parseLevel('total')]);
    expect(() => bottomUp(upper, { values: Float64Array.of(1), horizon: 1 })).toThrow('item-store');
  });
});
