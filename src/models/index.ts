/** Forecasters: the contract, the baselines and their registry. */
export type {
  FitContext,
  FittedModel,
  Forecaster,
  ForecastRequest,
  SeriesForecast,
} from './forecaster.ts';
export { forecasterNamed, forecasters } from './registry.ts';
