import type { FitContext, SeriesForecast } from '#core/models';
import type { Panel } from '#core/series';

import type { DegradationReason } from './degradation.ts';

/** What one model made of a batch: a forecast per series, or the reason why the model gave none. */
export type ModelOutcome =
  | { readonly kind: 'forecast'; readonly forecasts: readonly SeriesForecast[] }
  | { readonly kind: 'failed'; readonly reason: DegradationReason; readonly detail: string };

/** Runs models away from the event loop. Never throws for a model's failure: that is an outcome. */
export interface ModelRunner {
  run(request: {
    readonly model: string;
    readonly panel: Panel;
    readonly context: FitContext;
    readonly quantileLevels: readonly number[];
    readonly signal: AbortSignal;
  }): Promise<ModelOutcome>;
}
