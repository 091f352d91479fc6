import type { Calendar } from '#core/calendar';
import type { Covariates } from '#core/covariates';
import type { FitContext, SeriesForecast } from '#core/models';
import type { Panel, Series } from '#core/series';

import type { TensorBackend } from '../serving/index.ts';
import type { DegradationReason } from './degradation.ts';

/** What one model made of a batch: a forecast per series, or the reason why the model gave none. */
export type ModelOutcome =
  | {
      readonly kind: 'forecast';
      readonly forecasts: readonly SeriesForecast[];
      /** Of networks. */
      readonly backend?: TensorBackend;
    }
  | { readonly kind: 'failed'; readonly reason: DegradationReason; readonly detail: string };

/** Values that are kept up to a size in all: the least recently asked for leave first, and the newest stays, however large. */
export interface KeptValues<Value extends object> {
  has(key: string): boolean;
  get(key: string): Value | undefined;
  /** @param size in the unit of the most that is kept */
  set(key: string, value: Value, size: number): void;
}

/** Opens room for values of that size in all. */
export type KeepValues = <Value extends object>(mostSize: number) => KeptValues<Value>;

/** One run of one model over a panel whose series all end at or before `context.cutoff`. */
export interface ModelRun {
  readonly model: string;
  readonly panel: Panel;
  readonly context: FitContext;
  readonly quantileLevels: readonly number[];
  /**
   * `fallback` runs are let in where `requested` ones are already shed, so that a busy process still answers, from
   * cheaper models.
   */
  readonly lane: 'requested' | 'fallback';
  /** Instead of the configured time, for work that nobody waits for. */
  readonly timeoutSeconds?: number;
  readonly signal: AbortSignal;
}

/** Runs models away from the event loop. A model's failure is an outcome; only an aborted signal throws. */
export interface ModelRunner {
  run(request: ModelRun): Promise<ModelOutcome>;
}

/** A model of a whole panel over all items of a dataset. Values lie in shared memory. */
export interface PanelFit {
  readonly model: string;
  readonly calendar: Calendar;
  /** Demand of every item, ending at or before `context.cutoff`. */
  readonly series: readonly Series[];
  readonly covariates: Covariates;
  readonly context: FitContext;
  readonly quantileLevels: readonly number[];
}

/** Fits models of whole panels away from the event loop, on a thread apart from those that answer requests. */
export interface PanelRunner {
  /** For each item in turn its mean, its median and its quantiles level by level, `horizon` values each. */
  fit(fit: PanelFit, signal: AbortSignal): Promise<Float64Array>;
}
