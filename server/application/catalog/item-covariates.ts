import type { Covariates, PeriodEvent } from '#core/covariates';
import type { Series } from '#core/series';

import type { Item } from './catalog.ts';
import { itemAttributes } from './item-attributes.ts';

/** What is known beforehand of items: their attributes and prices, in one order; an item without any price has none. */
export function itemCovariates(
  items: readonly Item[],
  prices: readonly Series[],
  events: readonly PeriodEvent[],
): Covariates {
  return {
    events,
    series: items.map((item, index) => {
      const price = prices[index]!;
      return { attributes: itemAttributes(item), price: price.values.length === 0 ? null : price };
    }),
  };
}
