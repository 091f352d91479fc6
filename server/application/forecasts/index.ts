export { ComputeForecasts, type ComputePorts } from './compute-forecasts.ts';
export type { Degradation, DegradationReason } from './degradation.ts';
export { basisHashOf, type BasisSettings, configHashOf, versionOf } from './forecast-basis.ts';
export { type ForecastLimits, forecastShape, shapeFields } from './forecast-command.ts';
export type { ForecastShape } from './forecast-shape.ts';
export type { ItemForecast, Provenance } from './forecast.ts';
export { KeptForecasts } from './kept-forecasts.ts';
export { ladderOf } from './ladder-of.ts';
export { LearnedBacktests } from './learned-backtests.ts';
export { type LearnedServing, suitableRungs } from './learned-rungs.ts';
export { MeasuredForecasts } from './measured-forecasts.ts';
export { PanelForecasts } from './panel-forecasts.ts';
export type {
  KeepValues,
  KeptValues,
  ModelOutcome,
  ModelRun,
  ModelRunner,
  PanelFit,
  PanelRunner,
} from './ports.ts';
export { refuseFallback } from './refuse-fallback.ts';
export { CompareScenario, type ScenarioComparison } from './compare-scenario.ts';
export type { ForecastScenario } from './forecast-scenario.ts';
export { type Batch, resolveBatches } from './resolve-batches.ts';
export { type ForecastAnswer, RequestForecast } from './request-forecast.ts';
export type { Rung, ServedSeries } from './serve-ladder.ts';
export type { StoredForecast, StoredForecastReader, StoredForecasts } from './stored-forecast.ts';
