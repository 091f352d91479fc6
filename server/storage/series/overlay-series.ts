import type { Series } from '#core/series';

import { overlayFloat32Array } from '../copy/decode-array.ts';

/** One patch as it is read: item, first period, last period, values as `array_send` writes them. */
export type StoredPatch = [itemId: number, startPeriod: number, endPeriod: number, values: Buffer];

function overlay(itemId: number, patches: readonly StoredPatch[]): Series {
  const start = patches.reduce((least, [, first]) => Math.min(least, first), Infinity);
  const end = patches.reduce((most, [, , last]) => Math.max(most, last), -Infinity);
  const values = new Float64Array(end - start + 1).fill(Number.NaN);
  for (const [, first, , bytes] of patches) overlayFloat32Array(bytes, values, first - start);
  return { key: String(itemId), start, values };
}

/**
 * One dense series per item, in the order of `itemIds`. The patches of an item come in the order in which they overlay
 * each other: a later one wins where it knows the value. A period that none knows is NaN.
 */
export function overlaySeries(
  itemIds: readonly number[],
  patches: readonly StoredPatch[],
): readonly Series[] {
  const byItem = Map.groupBy(patches, ([itemId]) => itemId);
  return itemIds.map((itemId) => {
    const own = byItem.get(itemId);
    return own === undefined
      ? { key: String(itemId), start: 0, values: new Float64Array(0) }
      : overlay(itemId, own);
  });
}
