import DataLoader from 'dataloader';

import type {
  CatalogReader,
  Dataset,
  DatasetSnapshot,
  History,
  HistoryRequest,
  Item,
  ReadHistories,
  SeriesReader,
} from '../../application/catalog/index.ts';

interface ItemKey {
  readonly dataset: string;
  readonly key: string;
}

/** What the loaders read from. */
export interface LoaderSources {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly histories: ReadHistories;
}

/** The loaders of one request; each remembers what it has read until the request ends. */
export interface Loaders {
  readonly datasets: DataLoader<string, Dataset | null>;
  readonly items: DataLoader<ItemKey, Item | null, string>;
  readonly itemCounts: DataLoader<number, number>;
  /** The newest snapshot of a dataset. */
  readonly snapshots: DataLoader<number, DatasetSnapshot | null>;
  readonly histories: DataLoader<HistoryRequest, History>;
  readonly prices: DataLoader<History, Float64Array>;
}

export function createLoaders({ catalog, series, histories }: LoaderSources): Loaders {
  return {
    datasets: new DataLoader(async (slugs) => {
      const found = await catalog.datasetsBySlug(slugs);
      const bySlug = new Map(found.map((dataset) => [dataset.slug, dataset]));
      return slugs.map((slug) => bySlug.get(slug) ?? null);
    }),
    items: new DataLoader((keys) => itemsByKey(catalog, keys), {
      cacheKeyFn: ({ dataset, key }) => JSON.stringify([dataset, key]),
    }),
    itemCounts: new DataLoader(async (ids) => {
      const counts = await catalog.itemCounts(ids);
      return ids.map((id) => counts.get(id) ?? 0);
    }),
    snapshots: new DataLoader(async (ids) => {
      const snapshots = await series.snapshots(ids, null);
      return ids.map((id) => snapshots.get(id) ?? null);
    }),
    histories: new DataLoader<HistoryRequest, History>((requests) => histories.execute(requests), {
      cache: false,
    }),
    prices: new DataLoader((read) => histories.prices(read)),
  };
}

/** One statement per dataset that is named. */
async function itemsByKey(
  catalog: CatalogReader,
  keys: readonly ItemKey[],
): Promise<readonly (Item | null)[]> {
  const byDataset = Map.groupBy(keys, ({ dataset }) => dataset);
  const found = await Promise.all(
    [...byDataset].map(([slug, group]) =>
      catalog.itemsByKey(
        slug,
        group.map(({ key }) => key),
      ),
    ),
  );
  const byName = new Map(
    found.flat().map((item) => [JSON.stringify([item.datasetSlug, item.key]), item]),
  );
  return keys.map(({ dataset, key }) => byName.get(JSON.stringify([dataset, key])) ?? null);
}
