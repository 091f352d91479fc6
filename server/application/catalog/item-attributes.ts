import type { Item } from './catalog.ts';

/** Attributes that hold the product which stores share, under the names that sources give it. */
const productAttributes = ['item', 'item_id', 'product'];

/**
 * What groups an item, by name: department, category, store, state, its own attributes that are texts, and as `item` the
 * product that several stores sell.
 */
export function itemAttributes({
  attributes: own,
  department,
  category,
  store,
  state,
}: Item): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  for (const [name, value] of Object.entries(own)) {
    if (typeof value === 'string') attributes[name] = value;
  }
  const product = productAttributes.find((name) => attributes[name] !== undefined);
  if (product !== undefined) attributes['item'] = attributes[product]!;
  for (const [name, value] of Object.entries({ department, category, store, state })) {
    if (value !== null) attributes[name] = value;
  }
  return attributes;
}
