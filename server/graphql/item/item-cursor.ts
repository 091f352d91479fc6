import { ForecastError } from '#core/errors';
import { z } from 'zod';

import type { Item, ItemOrder, ItemPosition } from '../../application/catalog/index.ts';

const payload = z.tuple([
  z.string(),
  z.enum(['asc', 'desc']),
  z.string().max(200).nullable(),
  z.string().max(200),
]);

/** An opaque cursor behind `item`, valid for lists in this order only. */
export function itemCursor(item: Item, order: ItemOrder): string {
  const value = item[order.field];
  const text = JSON.stringify([order.field, order.direction, value, item.key]);
  return Buffer.from(text).toString('base64url');
}

/** @throws ForecastError INVALID_CURSOR when it is malformed or was made for another order. */
export function parseItemCursor(cursor: string, order: ItemOrder): ItemPosition {
  const [field, direction, value, key] = decoded(cursor);
  if (field !== order.field || direction !== order.direction) {
    throw invalid(cursor, `belongs to a list ordered by ${field} ${direction}`);
  }
  return { value, key };
}

function decoded(cursor: string): z.infer<typeof payload> {
  try {
    return payload.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')));
  } catch {
    throw invalid(cursor, 'was not made by this API');
  }
}

function invalid(cursor: string, problem: string): ForecastError {
  const shown = cursor.length > 80 ? `${cursor.slice(0, 80)}…` : cursor;
  return new ForecastError(
    'INVALID_CURSOR',
    `The cursor "${shown}" ${problem}. Use the "endCursor" or "cursor" of a page of the same list, or leave "after" out.`,
    { cursor: shown },
  );
}
