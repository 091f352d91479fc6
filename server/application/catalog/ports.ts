import type { Series } from '#core/series';

import type {
  CalendarEvent,
  Dataset,
  DatasetSnapshot,
  Item,
  ItemFilter,
  ItemOrder,
  ItemPosition,
} from './catalog.ts';

/** Reads datasets and items. Every method is one SQL statement, whatever the number of keys. */
export interface CatalogReader {
  datasets(): Promise<readonly Dataset[]>;
  datasetsBySlug(slugs: readonly string[]): Promise<readonly Dataset[]>;
  /** Items that exist among `keys`, in no particular order. */
  itemsByKey(datasetSlug: string, keys: readonly string[]): Promise<readonly Item[]>;
  itemPage(query: {
    readonly datasetId: number;
    readonly filter: ItemFilter;
    readonly order: ItemOrder;
    readonly after: ItemPosition | null;
    readonly limit: number;
  }): Promise<readonly Item[]>;
  itemCount(datasetId: number, filter: ItemFilter): Promise<number>;
  itemCounts(datasetIds: readonly number[]): Promise<ReadonlyMap<number, number>>;
  /** Calendar events with `from <= date <= to` (ISO dates), ordered by date and name. */
  calendarEvents(datasetId: number, from: string, to: string): Promise<readonly CalendarEvent[]>;
}

/** Which model answers for a dataset when a forecast names none. */
export interface DefaultModelStore {
  /** The dataset as it is then; null where there is none of that slug. */
  set(slug: string, model: string | null): Promise<Dataset | null>;
}

/** Which stored values to read: the overlay of patches of ingestions 1 .. `sequence`, cut to a range of periods. */
export interface SeriesQuery {
  readonly itemIds: readonly number[];
  readonly sequence: number;
  /** First and last period, both included. `null` = from each item's first stored period. */
  readonly fromPeriod: number | null;
  readonly toPeriod: number;
}

/** Bulk reads of patches as dense arrays. */
export interface SeriesReader {
  /** The newest snapshot of each dataset recorded at or before `asOf` (null = now); a dataset without one is absent. */
  snapshots(
    datasetIds: readonly number[],
    asOf: Date | null,
  ): Promise<ReadonlyMap<number, DatasetSnapshot>>;
  /**
   * Raw demand (missing = NaN, no missing-value policy applied), in the order of `itemIds`. Each series runs from
   * its first stored period (or `fromPeriod`) to its last stored one within the range; an item without values has an
   * empty `values`. `key` is the item id as a string.
   */
  demand(query: SeriesQuery): Promise<readonly Series[]>;
  prices(query: SeriesQuery): Promise<readonly Series[]>;
  /**
   * The demand, and with it, in one statement, the first period in which each item sold, over all patches of ingestions
   * 1 .. `sequence`; an item that never did is absent. A sale that was corrected away still counts: the item was listed.
   */
  listedDemand(query: SeriesQuery): Promise<{
    readonly demand: readonly Series[];
    readonly firstSales: ReadonlyMap<number, number>;
  }>;
}
