import type { Item } from './catalog.ts';
import type { CatalogReader } from './ports.ts';

const pageSize = 1000;

/** All items of a dataset in the order of their keys. */
export async function readItems(
  catalog: CatalogReader,
  datasetId: number,
  signal: AbortSignal,
): Promise<readonly Item[]> {
  const items: Item[] = [];
  for (;;) {
    signal.throwIfAborted();
    const last = items.at(-1);
    const page = await catalog.itemPage({
      datasetId,
      filter: {},
      order: { field: 'key', direction: 'asc' },
      after: last === undefined ? null : { value: last.key, key: last.key },
      limit: pageSize,
    });
    items.push(...page);
    if (page.length < pageSize) return items;
  }
}
