export type { Degradation, DegradationReason } from './degradation.ts';
export type { ItemForecast, Provenance } from './forecast.ts';
export { KeptForecasts } from './kept-forecasts.ts';
export { LearnedBacktests } from './learned-backtests.ts';
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
export { resolveBatches } from './resolve-batches.ts';
export { type ForecastAnswer, RequestForecast } from './request-forecast.ts';
