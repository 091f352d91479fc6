import fc from 'fast-check';
import { expect, test } from 'vitest';

import { overlaySeries, type StoredPatch } from './overlay-series.ts';

/** The binary form of a real[] as PostgreSQL sends it. */
function sent(values: readonly (number | null)[]): Buffer {
  const elements = values.map((value) => {
    if (value === null) return Buffer.from([0xff, 0xff, 0xff, 0xff]);
    const element = Buffer.alloc(8);
    element.writeInt32BE(4, 0);
    element.writeFloatBE(value, 4);
    return element;
  });
  const header = Buffer.alloc(20);
  [1, values.includes(null) ? 1 : 0, 700, values.length, 1].forEach((field, index) => {
    header.writeInt32BE(field, index * 4);
  });
  return Buffer.concat([header, ...elements]);
}

const patch = (item: number, start: number, values: readonly (number | null)[]): StoredPatch => [
  item,
  start,
  start + values.length - 1,
  sent(values),
];

test('lays later patches over earlier ones, and leaves what they do not know', () => {
  const [series] = overlaySeries(
    [7],
    [patch(7, 10, [1, 2, 3]), patch(7, 11, [null, 30, 40]), patch(7, 15, [9])],
  );
  expect(series).toEqual({
    key: '7',
    start: 10,
    values: Float64Array.of(1, 2, 30, 40, Number.NaN, 9),
  });
});

test('answers in the order that was asked, with nothing for items without patches', () => {
  const patches = [patch(1, 0, [1]), patch(2, 5, [2])];
  const keys = overlaySeries([2, 3, 1, 2], patches).map(({ key, values }) => [key, values.length]);
  expect(keys).toEqual([
    ['2', 1],
    ['3', 0],
    ['1', 1],
    ['2', 1],
  ]);
});

test('agrees with a period by period overlay', () => {
  const value = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: null });
  const patches = fc.array(
    fc.record({
      start: fc.integer({ min: -20, max: 20 }),
      values: fc.array(value, { minLength: 1, maxLength: 8 }),
    }),
    { minLength: 1, maxLength: 6 },
  );
  fc.assert(
    fc.property(patches, (list) => {
      const expected = new Map<number, number>();
      for (const { start, values } of list) {
        values.forEach((known, index) => {
          if (known !== null) expected.set(start + index, known);
        });
      }
      const [series] = overlaySeries(
        [1],
        list.map(({ start, values }) => patch(1, start, values)),
      );
      const found = new Map<number, number>();
      series?.values.forEach((known, index) => {
        if (!Number.isNaN(known)) found.set(series.start + index, known);
      });
      expect(found).toEqual(expected);
    }),
  );
});
