/** What is known beforehand about the series of a panel: calendar events, prices, attributes. */
export type { Covariates, PeriodEvent, SeriesCovariates } from './covariates.ts';
export {
  covariatesOfSteps,
  laidOutCovariates,
  type SteppedCovariates,
} from './stepped-covariates.ts';
