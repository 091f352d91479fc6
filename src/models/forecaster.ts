import type { Panel } from '../series/index.ts';

/** Where a fit or a forecast stands in time. Nothing after `cutoff` may influence the answer. */
export interface FitContext {
  /** The last period that the model may see. */
  readonly cutoff: number;
  /** Parameters are chosen from the history up to here, at most the cutoff; the cutoff where it is not given. */
  readonly fitCutoff?: number;
  /** The longest horizon that will be asked of the fitted model. */
  readonly horizon: number;
  /** Seed of every random choice; forecasters without randomness ignore it. */
  readonly seed: number;
}

export interface ForecastRequest {
  /** Periods ahead of the cutoff, 1 .. the horizon of the fit. */
  readonly horizon: number;
  /** Ascending, each in (0, 1). */
  readonly quantileLevels: readonly number[];
}

/**
 * Forecasts of one series: `mean[h]` and `median[h]` for lead time h + 1, and `quantiles[q * horizon + h]` for
 * `quantileLevels[q]`. Finite, non-negative, quantiles monotone in the level.
 */
export interface SeriesForecast {
  readonly mean: Float64Array;
  readonly median: Float64Array;
  readonly quantiles: Float64Array;
}

/** A model fitted to a panel; `forecast` answers in the panel's order of series. */
export interface FittedModel {
  forecast(request: ForecastRequest): readonly SeriesForecast[];
}

/** An unfitted model. Deterministic: same panel, context and seed, same bytes. */
export interface Forecaster {
  readonly name: string;
  /** One sentence for people, shown in the API. */
  readonly description: string;
  /** Known (non-NaN) observations that a series needs; a shorter one is served by the next rung of the ladder. */
  minimumLength(seasonLength: number): number;
  /** Periods of history that can influence a forecast; older ones need not be read. */
  inputSize(seasonLength: number, horizon: number): number;
  fit(panel: Panel, context: FitContext): FittedModel;
}
