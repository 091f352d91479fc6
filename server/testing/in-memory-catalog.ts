import { type Series, sliceSeries } from '#core/series';

import type {
  CatalogReader,
  Dataset,
  DatasetSnapshot,
  Item,
  ItemFilter,
  ItemOrder,
  ItemPosition,
  SeriesQuery,
  SeriesReader,
} from '../application/catalog/index.ts';

/** One item with its whole demand from one ingestion. */
export interface StoredItem {
  readonly item: Item;
  readonly demand: Series;
}

const recordedAt = new Date('2026-01-01T00:00:00.000Z');

/** A catalog in memory: one dataset, one ingestion, recorded at the start of 2026. */
export class InMemoryCatalog implements CatalogReader, SeriesReader {
  readonly #dataset: Dataset;
  readonly #stored: readonly StoredItem[];
  /** Names of the methods called, in order. */
  readonly calls: string[] = [];

  constructor(dataset: Dataset, stored: readonly StoredItem[]) {
    this.#dataset = dataset;
    this.#stored = stored;
  }

  datasets(): Promise<readonly Dataset[]> {
    return this.#answer('datasets', [this.#dataset]);
  }

  datasetsBySlug(slugs: readonly string[]): Promise<readonly Dataset[]> {
    return this.#answer(
      'datasetsBySlug',
      [this.#dataset].filter(({ slug }) => slugs.includes(slug)),
    );
  }

  itemsByKey(datasetSlug: string, keys: readonly string[]): Promise<readonly Item[]> {
    const items = this.#items().filter(
      (item) => item.datasetSlug === datasetSlug && keys.includes(item.key),
    );
    return this.#answer('itemsByKey', items);
  }

  itemPage(query: {
    readonly filter: ItemFilter;
    readonly order: ItemOrder;
    readonly after: ItemPosition | null;
    readonly limit: number;
  }): Promise<readonly Item[]> {
    const { field, direction } = query.order;
    const position = (item: Item): string => `${item[field] ?? '\uffff'}\u0000${item.key}`;
    const sorted = this.#matching(query.filter).sort((one, other) =>
      position(one) < position(other) ? -1 : 1,
    );
    if (direction === 'desc') sorted.reverse();
    const { after } = query;
    const start = after === null ? 0 : sorted.findIndex(({ key }) => key === after.key) + 1;
    return this.#answer('itemPage', sorted.slice(start, start + query.limit));
  }

  itemCount(_datasetId: number, filter: ItemFilter): Promise<number> {
    return this.#answer('itemCount', this.#matching(filter).length);
  }

  itemCounts(datasetIds: readonly number[]): Promise<ReadonlyMap<number, number>> {
    return this.#answer('itemCounts', new Map(datasetIds.map((id) => [id, this.#stored.length])));
  }

  calendarEvents(
    _datasetId: number,
    from: string,
    to: string,
  ): ReturnType<CatalogReader['calendarEvents']> {
    const date = '2015-12-25';
    const event = { date, name: 'Christmas', kind: 'holiday', region: '' };
    return this.#answer('calendarEvents', from <= date && date <= to ? [event] : []);
  }

  snapshots(
    datasetIds: readonly number[],
    asOf: Date | null,
  ): Promise<ReadonlyMap<number, DatasetSnapshot>> {
    const { id } = this.#dataset;
    const known = datasetIds.includes(id) && (asOf === null || asOf >= recordedAt);
    const ends = this.#stored.map(({ demand }) => demand.start + demand.values.length - 1);
    const snapshot = {
      datasetId: id,
      sequence: 1,
      recordedAt,
      datasetVersion: 'ab'.repeat(32),
      firstPeriod: Math.min(...this.#stored.map(({ demand }) => demand.start)),
      lastPeriod: Math.max(...ends),
    };
    return this.#answer('snapshots', new Map(known ? [[id, snapshot]] : []));
  }

  demand(query: SeriesQuery): Promise<readonly Series[]> {
    return this.#answer('demand', this.#read(query));
  }

  listedDemand(query: SeriesQuery): ReturnType<SeriesReader['listedDemand']> {
    const sales = this.#stored.flatMap(({ item, demand }) => {
      const index = demand.values.findIndex((value) => value > 0);
      return query.itemIds.includes(item.id) && index >= 0
        ? [[item.id, demand.start + index] as const]
        : [];
    });
    return this.#answer('listedDemand', { demand: this.#read(query), firstSales: new Map(sales) });
  }

  /** Every price is a tenth of the demand. */
  prices(query: SeriesQuery): Promise<readonly Series[]> {
    const prices = this.#read(query).map((series) => ({
      ...series,
      values: series.values.map((value) => value / 10),
    }));
    return this.#answer('prices', prices);
  }

  #items(): readonly Item[] {
    return this.#stored.map(({ item }) => item);
  }

  #matching(filter: ItemFilter): Item[] {
    const fields = ['department', 'category', 'store', 'state'] as const;
    return this.#items().filter(
      (item) =>
        fields.every((field) => filter[field]?.includes(item[field] ?? '') ?? true) &&
        item.key.startsWith(filter.keyPrefix ?? ''),
    );
  }

  #read({ itemIds, fromPeriod, toPeriod }: SeriesQuery): readonly Series[] {
    return itemIds.map((id) => {
      const found = this.#stored.find(({ item }) => item.id === id);
      const demand = found?.demand ?? { key: String(id), start: 0, values: new Float64Array(0) };
      return sliceSeries(demand, fromPeriod ?? demand.start, toPeriod);
    });
  }

  #answer<Result>(method: string, result: Result): Promise<Result> {
    this.calls.push(method);
    return Promise.resolve(result);
  }
}
