import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { aggregate, aggregatePanel, buildHierarchy, parseLevel, visitAggregates } from './index.ts';
import { randomHierarchy, summingMatrix } from './testing/random-hierarchy.ts';

const unknown = Number.NaN;
const two = buildHierarchy(
  [
    { key: 'a', attributes: { store: 'one' } },
    { key: 'b', attributes: { store: 'one' } },
  ],
  ['store', 'item-store'].map(parseLevel),
);
const of = (key: string, start: number, ...values: number[]) => ({
  key,
  start,
  values: Float64Array.from(values),
});

describe('aggregate', () => {
  it('multiplies by the summing matrix', () => {
    fc.assert(
      fc.property(
        randomHierarchy,
        fc.infiniteStream(fc.integer({ min: 0, max: 99 })),
        (hierarchy, stream) => {
          const width = 2;
          const bottom = Float64Array.from([...stream.take(hierarchy.items.length * width)]);
          const rows = aggregate(hierarchy, bottom, width);
          summingMatrix(hierarchy).forEach((members, row) => {
            for (let column = 0; column < width; column += 1) {
              const sum = members.reduce(
                (total, one, item) => total + one * bottom[item * width + column]!,
                0,
              );
              expect(rows[row * width + column]).toBe(sum);
            }
          });
        },
      ),
    );
  });
});

describe('aggregatePanel', () => {
  it('sums series over the periods that they cover together', () => {
    const calendar = { frequency: 'daily', weekStartsOn: 1 } as const;
    const series = [of('a', 3, 1, 2, 3), of('b', 5, 10)];
    expect(aggregatePanel(two, { calendar, series }).series).toEqual([
      of('store/one', 3, 1, 2, 13),
      of('item-store/a', 3, 1, 2, 3),
      of('item-store/b', 3, 0, 0, 10),
    ]);
  });

  it('is empty where all series are', () => {
    const calendar = { frequency: 'daily', weekStartsOn: 1 } as const;
    const panel = aggregatePanel(two, { calendar, series: [of('a', 3), of('b', 3)] });
    expect(panel.series.map(({ values }) => values.length)).toEqual([0, 0, 0]);
  });
});

describe('visitAggregates', () => {
  const sums = (span: { from: number; length: number }, ...series: ReturnType<typeof of>[]) => {
    const rows: number[][] = [];
    visitAggregates(two, series, span, (row, values) => {
      rows[row] = [...values];
    });
    return rows;
  };

  it('adds nothing for an unknown value, and is unknown where all are', () => {
    const rows = sums(
      { from: 0, length: 3 },
      of('a', 0, 1, unknown, unknown),
      of('b', 0, 5, 5, unknown),
    );
    expect(rows).toEqual([
      [6, 5, unknown],
      [1, unknown, unknown],
      [5, 5, unknown],
    ]);
  });

  it('takes an item for unlisted before its start and for unknown after its end', () => {
    const rows = sums({ from: 0, length: 3 }, of('a', 2, 4), of('b', 0, 1));
    expect(rows).toEqual([
      [1, 0, 4],
      [0, 0, 4],
      [1, unknown, unknown],
    ]);
  });

  it('reads only the span', () => {
    const rows = sums({ from: 1, length: 1 }, of('a', 0, 1, 2, unknown), of('b', 0, 3, 4, 5));
    expect(rows).toEqual([[6], [2], [4]]);
  });

  it('sums every level from the items, whatever is unknown or missing', () => {
    const value = fc.oneof(fc.constant(unknown), fc.integer({ min: 0, max: 9 }));
    const one = fc.record({ start: fc.integer({ min: -2, max: 3 }), values: fc.array(value) });
    const span = { from: 0, length: 4 };
    fc.assert(
      fc.property(randomHierarchy, fc.infiniteStream(one), (hierarchy, stream) => {
        const given = [...stream.take(hierarchy.items.length)];
        const series = hierarchy.items.map((key, item) =>
          of(key, given[item]!.start, ...given[item]!.values),
        );
        const matrix = summingMatrix(hierarchy);
        visitAggregates(hierarchy, series, span, (row, values) => {
          const members = series.filter((_, item) => matrix[row]![item] === 1);
          const expected = Array.from({ length: span.length }, (_, period) => {
            const known = members
              .map(({ start, values: own }) =>
                period < start ? 0 : (own[period - start] ?? unknown),
              )
              .filter((demand) => !Number.isNaN(demand));
            return known.length === 0 ? unknown : known.reduce((sum, demand) => sum + demand, 0);
          });
          expect([...values]).toEqual(expected);
        });
      }),
    );
  });

  it('refuses series that are not those of the hierarchy', () => {
    expect(() => sums({ from: 0, length: 1 }, of('b', 0, 1), of('a', 0, 1))).toThrow(
      'at place 0 "b" instead of "a"',
    );
    expect(() => sums({ from: 0, length: 1 }, of('a', 0, 1))).toThrow('found 1, at place 1');
  });
});
