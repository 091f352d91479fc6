import type { FitContext, SeriesForecast } from '#core/models';
import type { Panel } from '#core/series';

import type { DegradationReason } from './degradation.ts';

/** What one model made of a batch: a forecast per series, or the reason why the model gave none. */
export type ModelOutcome =
  | { readonly kind: 'forecast'; readonly forecasts: readonly SeriesForecast[] }
  | { readonly kind: 'failed'; readonly reason: DegradationReason; readonly detail: string };

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
  readonly signal: AbortSignal;
}

/** Runs models away from the event loop. A model's failure is an outcome; only an aborted signal throws. */
export interface ModelRunner {
  run(request: ModelRun): Promise<ModelOutcome>;
}
