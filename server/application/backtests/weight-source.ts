import { m5WeightPeriods } from '#core/evaluation';

import type { DatasetSnapshot, Item, SeriesReader } from '../catalog/index.ts';
import type { BacktestConfig } from './backtest.ts';

/** What series are weighed by: sales in money where the dataset has prices in its last periods, else in units. */
export async function weightSource(
  reader: SeriesReader,
  { sequence, lastPeriod }: DatasetSnapshot & { readonly lastPeriod: number },
  items: readonly Item[],
): Promise<BacktestConfig['weights']> {
  const prices = await reader.prices({
    itemIds: items.map(({ id }) => id),
    sequence,
    fromPeriod: lastPeriod - m5WeightPeriods + 1,
    toPeriod: lastPeriod,
  });
  const priced = prices.some(({ values }) => values.some((price) => !Number.isNaN(price)));
  return priced ? 'dollar-sales' : 'unit-sales';
}
