import type { ItemOrder } from '../../application/catalog/index.ts';
import { givenValues } from '../given-values.ts';
import { parseItemCursor } from './item-cursor.ts';
import type { ItemsArgs } from './item.input.ts';

const byKey: ItemOrder = { field: 'key', direction: 'asc' };

/**
 * The use case's input for the arguments of `items`.
 * @throws ForecastError INVALID_CURSOR.
 */
export function itemPageCommand(args: ItemsArgs): unknown {
  const { dataset, first, after, filter, orderBy } = args;
  const order: ItemOrder = orderBy ?? byKey;
  return givenValues({
    dataset,
    first,
    after: after == null ? null : parseItemCursor(after, order),
    filter: filter == null ? null : givenValues(filter),
    order: { field: order.field, direction: order.direction },
  });
}
