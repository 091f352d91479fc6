/**
 * Forecasters: the contract and the registry; and, for those who study methods of one series or build new ones from them, the
 * methods themselves.
 */
export { naive, naiveTwo, seasonalNaive } from './baseline/index.ts';
export { comb, combine, etsAuto } from './combination/index.ts';
export { Findings } from './findings.ts';
export type {
  AnyForecaster,
  FitContext,
  FittedModel,
  Forecaster,
  ForecastRequest,
  HierarchyForecaster,
  HierarchyPanel,
  SeriesForecast,
} from './forecaster.ts';
export { isSound } from './is-sound.ts';
export { packedRowLength, packForecasts, unpackForecasts } from './packed-forecasts.ts';
export { adida, croston, crostonOptimised, crostonSba, imapa, tsb } from './intermittent/index.ts';
export {
  localForecaster,
  type LocalForecasterOptions,
  type RecursiveMethod,
} from './local/index.ts';
export { forecasterNamed, forecasters, hierarchyForecasters, modelNamed } from './registry.ts';
export { seasonallyAdjusted } from './seasonal/index.ts';
export {
  dampedTrend,
  dynamicTheta,
  etsAaa,
  etsAada,
  etsAna,
  holt,
  optimisedSmoothing,
  optimisedTheta,
  profileSmoothing,
  theta,
  thetaWithoutSeason,
  trendLine,
} from './smoothing/index.ts';
