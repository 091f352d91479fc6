import type { Covariates, PeriodEvent, SeriesCovariates } from '#core/covariates';
import { seriesOfSteps, type StepSeries } from '#core/series';

import { type Item, itemAttributes } from '../catalog/index.ts';

/** Covariates whose prices are kept as steps, in shared memory. */
export interface SteppedCovariates {
  readonly events: readonly PeriodEvent[];
  /** In the order of the items. */
  readonly series: readonly (Pick<SeriesCovariates, 'attributes'> & {
    readonly price: StepSeries | null;
  })[];
}

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

/** The same for models. Prices are laid out anew each time they are read, so that nobody keeps them. */
export function covariatesOfSteps({ events, series }: SteppedCovariates): Covariates {
  return {
    events,
    series: series.map(({ attributes, price }) => ({
      attributes,
      price: price === null ? null : seriesOfSteps(price),
    })),
  };
}
