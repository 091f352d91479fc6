import { ForecastError } from '#core/errors';

import type { ServedSeries } from './serve-ladder.ts';

/**
 * A short history is nobody's fault; every other step down says that a model is broken.
 * @throws ForecastError MODEL_UNAVAILABLE.
 */
export function refuseFallback(served: readonly ServedSeries[]): void {
  for (const { degradation } of served) {
    if (degradation === null || degradation.reason === 'HISTORY_TOO_SHORT') continue;
    const { requestedModel, reason, detail } = degradation;
    throw new ForecastError(
      'MODEL_UNAVAILABLE',
      `${requestedModel} did not answer and no other model may step in: ${reason}: ${detail}`,
      { model: requestedModel, reason, problem: detail },
    );
  }
}
