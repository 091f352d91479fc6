import type { PeriodEvent, SteppedCovariates } from '#core/covariates';
import type { StepSeries } from '#core/series';

import { type Item, itemAttributes } from '../catalog/index.ts';

/** What is known beforehand of items whose prices are given in their order; an item without any price has none. */
export function steppedCovariates(
  items: readonly Item[],
  prices: readonly StepSeries[],
  events: readonly PeriodEvent[],
): SteppedCovariates {
  const series = items.map((item, index) => {
    const price = prices[index]!;
    return { attributes: itemAttributes(item), price: price.length === 0 ? null : price };
  });
  return { events, series };
}
