import type { Calendar } from '../calendar/index.ts';
import type { Covariates } from '../covariates/index.ts';
import type { Hierarchy } from '../hierarchy/index.ts';
import type { Panel, Series } from '../series/index.ts';
import type { Findings } from './findings.ts';

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
  /**
   * What other models found in the very same panel at this cutoff; the model uses it, and adds what it finds. Its forecasts are
   * the same bytes without, but lie in room that the next model with these findings uses again.
   */
  readonly findings?: Findings;
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

/** An unfitted model of single series. Deterministic: same panel, context and seed, same bytes. */
export interface Forecaster {
  /** Each series on its own: what is forecast with it changes nothing. */
  readonly scope: 'series';
  readonly name: string;
  /** One sentence for people, shown in the API. */
  readonly description: string;
  /** Known (non-NaN) observations that a series needs; a shorter one is served by the next rung of the ladder. */
  minimumLength(seasonLength: number): number;
  /** Periods of history that can influence a forecast; older ones need not be read. */
  inputSize(seasonLength: number, horizon: number): number;
  fit(panel: Panel, context: FitContext): FittedModel;
}

/** A whole panel: its items with what is known of them beforehand, and the levels that they add up to. */
export interface HierarchyPanel {
  readonly calendar: Calendar;
  /** The rows that are answered: every group of every level. */
  readonly hierarchy: Hierarchy;
  /** Demand of the items in the order of the hierarchy, ending at the cutoff at the latest. */
  readonly series: readonly Series[];
  /** Events, attributes and prices, of periods after the cutoff too. */
  readonly covariates: Covariates;
}

/**
 * An unfitted model of a whole panel: items lend strength to each other. `forecast` answers every row of the hierarchy, in
 * its order; means of levels are the sums of their items' means, quantiles are those of each row. An item may have any
 * history, none too. Deterministic.
 */
export interface HierarchyForecaster {
  readonly scope: 'hierarchy';
  readonly name: string;
  /** One sentence for people, shown in the API. */
  readonly description: string;
  /** Known values of its own that an item needs; one with fewer is forecast by analogy with other new items. */
  readonly ownHistory: number;
  fit(panel: HierarchyPanel, context: FitContext): FittedModel;
}

/** A model of either kind. */
export type AnyForecaster = Forecaster | HierarchyForecaster;
