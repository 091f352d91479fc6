import { z } from 'zod';

import type { Item, ItemFilter, ItemOrder, ItemPosition } from '../../application/catalog/index.ts';
import type { Item as Row, Prisma } from '../generated/client.ts';

/** What writers put into the JSON column; anything else would be someone else's work. */
const storedAttributes = z.record(z.string(), z.unknown());

/** A row of the table `item` under Prisma's names. */
export type StoredItem = Row;

export function itemFromRow({
  dataset,
  ...row
}: StoredItem & { readonly dataset: { readonly slug: string } }): Item {
  return {
    ...row,
    datasetSlug: dataset.slug,
    attributes: storedAttributes.parse(row.attributes),
  };
}

/** `%`, `_` and the backslash have a meaning in LIKE, which Prisma leaves to them. */
function literally(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

const anyOf = (values: readonly string[] | undefined) =>
  values === undefined ? {} : { in: [...values] };

/** The items of one dataset that pass a filter. An empty list of values lets nothing pass. */
export function itemsWhere(datasetId: number, filter: ItemFilter): Prisma.ItemWhereInput {
  const { department, category, store, state, keyPrefix } = filter;
  return {
    datasetId,
    ...(department && { department: anyOf(department) }),
    ...(category && { category: anyOf(category) }),
    ...(store && { store: anyOf(store) }),
    ...(state && { state: anyOf(state) }),
    ...(keyPrefix && { key: { startsWith: literally(keyPrefix) } }),
  };
}

/** A total order: by the field with nulls last in either direction, then by key in the same direction. */
export function itemOrderBy({
  field,
  direction,
}: ItemOrder): Prisma.ItemOrderByWithRelationInput[] {
  if (field === 'key') return [{ key: direction }];
  return [{ [field]: { sort: direction, nulls: 'last' } }, { key: direction }];
}

/** The items that come after a position in `itemOrderBy`. */
export function itemsAfter(
  { field, direction }: ItemOrder,
  { value, key }: ItemPosition,
): Prisma.ItemWhereInput {
  const beyond = (text: string) => (direction === 'asc' ? { gt: text } : { lt: text });
  if (field === 'key') return { key: beyond(key) };
  if (value === null) return { [field]: null, key: beyond(key) };
  return {
    OR: [{ [field]: beyond(value) }, { [field]: value, key: beyond(key) }, { [field]: null }],
  };
}
