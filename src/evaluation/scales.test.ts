import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { buildHierarchy, itemLevel, parseLevel, visitAggregates } from '../hierarchy/index.ts';
import type { Series } from '../series/index.ts';
import { scalesAt, scalesOfRows } from './scales.ts';

const keys = ['a', 'b', 'c'];
const stores = ['one', 'one', 'two'];
const hierarchy = buildHierarchy(
  keys.map((key, place) => ({ key, attributes: { store: stores[place]! } })),
  [parseLevel('total'), parseLevel('store'), itemLevel],
);

describe('scales', () => {
  it('of rows that were summed before are those of the hierarchy', () => {
    const value = fc.constantFrom(0, 0, 1, 2, 5, Number.NaN);
    const history = fc.tuple(fc.nat(4), fc.array(value, { minLength: 10, maxLength: 20 }));
    fc.assert(
      fc.property(fc.array(history, { minLength: 3, maxLength: 3 }), (histories) => {
        const items = histories.map(([start, values], place): Series => {
          return { key: keys[place]!, start, values: Float64Array.from(values) };
        });
        const rows = rowsOf(items);
        const cutoffs = [12, 6, 23];
        expect(scalesOfRows(rows, cutoffs, 3)).toEqual(scalesAt(hierarchy, items, cutoffs, 3));
      }),
    );
  });
});

/** Aggregates over the whole span, items as they are. */
function rowsOf(items: readonly Series[]): readonly Series[] {
  const from = Math.min(...items.map(({ start }) => start));
  const end = Math.max(...items.map(({ start, values }) => start + values.length));
  const rows: Series[] = [];
  visitAggregates(hierarchy, items, { from, length: end - from }, (row, values) => {
    rows[row] = { key: '', start: from, values: values.slice() };
  });
  const { first } = hierarchy.levels.at(-1)!;
  return rows.map((row, place) => items[place - first] ?? row);
}
