import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type Item, itemOrders } from '../../application/catalog/index.ts';
import { itemCursor, parseItemCursor } from './item-cursor.ts';

const text = fc.string({ maxLength: 200 });
const order = fc.record({
  field: fc.constantFrom(...itemOrders),
  direction: fc.constantFrom('asc' as const, 'desc' as const),
});

function itemOf(key: string, store: string | null): Item {
  return {
    id: 1,
    datasetId: 1,
    datasetSlug: 'shop',
    key,
    department: null,
    category: null,
    store,
    state: null,
    attributes: {},
    createdAt: new Date(0),
  };
}

describe('a cursor', () => {
  test('stands for the position behind its item', () => {
    fc.assert(
      fc.property(text, fc.option(text), order, (key, store, by) => {
        const item = itemOf(key, store);
        expect(parseItemCursor(itemCursor(item, by), by)).toEqual({ key, value: item[by.field] });
      }),
    );
  });

  test('of another order is refused', () => {
    const cursor = itemCursor(itemOf('A', null), { field: 'key', direction: 'asc' });
    expect(() => parseItemCursor(cursor, { field: 'key', direction: 'desc' })).toThrow(
      'belongs to a list ordered by key asc',
    );
  });

  test('that this API has not made is refused', () => {
    fc.assert(
      fc.property(fc.string(), (cursor) => {
        expect(() => parseItemCursor(cursor, { field: 'key', direction: 'asc' })).toThrow(
          expect.objectContaining({ code: 'INVALID_CURSOR' }),
        );
      }),
    );
  });
});
