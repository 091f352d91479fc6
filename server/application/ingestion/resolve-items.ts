import { ForecastError } from '#core/errors';

import type { ImportContext } from './import-context.ts';
import type { ItemAttributes } from './ports.ts';

const shownKeys = 20;

/**
 * Ids of the items of a source, which are created where the dataset lacks them.
 * @throws ForecastError ITEMS_NOT_FOUND where items are missing and must not be created.
 */
export async function resolveItems(
  { session, audit, createItems, datasetExisted }: ImportContext,
  items: readonly ItemAttributes[],
): Promise<{ readonly ids: ReadonlyMap<string, number>; readonly created: number }> {
  const known = await session.itemIds(items.map(({ key }) => key));
  const missing = items.filter(({ key }) => !known.has(key));
  if (missing.length > 0 && !createItems) {
    throw itemsNotFound(
      session.dataset.slug,
      missing.map(({ key }) => key),
    );
  }
  if (datasetExisted)
    for (const { key } of missing) audit.found('unknown-items', 1, () => `${key}: created`);
  return { ids: await session.upsertItems(items), created: missing.length };
}

/** The error for items that a dataset does not have. */
export function itemsNotFound(
  dataset: string,
  missing: readonly string[],
): ForecastError<'ITEMS_NOT_FOUND'> {
  const keys = missing.slice(0, shownKeys);
  const list = keys.map((key) => JSON.stringify(key)).join(', ');
  return new ForecastError(
    'ITEMS_NOT_FOUND',
    `The dataset "${dataset}" has no item ${list}${missing.length > keys.length ? ` and ${missing.length - keys.length} more` : ''}. ` +
      'Correct the keys, or ask for missing items to be created.',
    { keys, count: missing.length },
  );
}
