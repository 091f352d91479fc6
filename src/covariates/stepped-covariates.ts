import { seriesOfSteps, type StepSeries } from '../series/index.ts';
import type { Covariates, PeriodEvent, SeriesCovariates } from './covariates.ts';

/** Covariates whose prices are kept as steps: a small part of the room, and threads can share it. */
export interface SteppedCovariates {
  readonly events: readonly PeriodEvent[];
  /** In the panel's order of series. */
  readonly series: readonly (Pick<SeriesCovariates, 'attributes'> & {
    readonly price: StepSeries | null;
  })[];
}

/** The same for models of whole panels. Prices are laid out anew each time they are read, so that nobody keeps them. */
export function covariatesOfSteps({ events, series }: SteppedCovariates): Covariates {
  return {
    events,
    series: series.map(({ attributes, price }) => ({
      attributes,
      price: price === null ? null : seriesOfSteps(price),
    })),
  };
}

/** Prices as plain arrays, for who reads them again and again. */
export function laidOutCovariates({ events, series }: Covariates): Covariates {
  return {
    events,
    series: series.map(({ attributes, price }) => ({ attributes, price: price && { ...price } })),
  };
}
