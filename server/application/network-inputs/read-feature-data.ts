import type { PeriodEvent } from '#core/covariates';
import type { FeatureData } from '#core/features';
import type { Series } from '#core/series';

import {
  type Dataset,
  type DatasetSnapshot,
  type Item,
  itemCovariates,
  type SeriesReader,
} from '../catalog/index.ts';

/** Items per statement: a few megabytes of values. */
const chunkSize = 500;

interface DataQuery {
  readonly dataset: Dataset;
  readonly snapshot: DatasetSnapshot;
  readonly items: readonly Item[];
  readonly events: readonly PeriodEvent[];
  /** Null = from the first stored period of each item. */
  readonly fromPeriod: number | null;
  readonly cutoff: number;
  /** Periods after the cutoff whose planned prices are read. */
  readonly horizon: number;
}

/** Reads what features of items are made of: demand as it was recorded, prices, attributes. */
export async function readFeatureData(
  reader: SeriesReader,
  { dataset, snapshot, items, events, fromPeriod, cutoff, horizon }: DataQuery,
  signal: AbortSignal,
): Promise<FeatureData> {
  const demand: Series[] = [];
  const prices: Series[] = [];
  for (let first = 0; first < items.length; first += chunkSize) {
    signal.throwIfAborted();
    const itemIds = items.slice(first, first + chunkSize).map(({ id }) => id);
    const range = { itemIds, sequence: snapshot.sequence, fromPeriod };
    const [demandChunk, priceChunk] = await Promise.all([
      reader.demand({ ...range, toPeriod: cutoff }),
      reader.prices({ ...range, toPeriod: cutoff + horizon }),
    ]);
    demand.push(...demandChunk);
    prices.push(...priceChunk);
  }
  return {
    panel: {
      calendar: dataset.calendar,
      series: demand.map((series, index) => ({ ...series, key: items[index]!.key })),
    },
    covariates: itemCovariates(items, prices, events),
  };
}
