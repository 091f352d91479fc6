import { ForecastError } from '#core/errors';
import { forecasters, hierarchyForecasters, modelNamed } from '#core/models';

import { type LearnedServing, learnedRungs } from './learned-rungs.ts';
import type { Rung } from './serve-ladder.ts';

/** The models that answer when the requested one cannot, best first; the last one answers anything. */
const fallbackModels = ['ets-ana', 'seasonal-naive', 'naive'];

/**
 * The ladder that starts with this model. A default that nobody knows is a rung that is missing; a request for one is an
 * error. `learned` null: there are no learned models.
 * @throws ForecastError MODEL_NOT_FOUND.
 */
export async function ladderOf(
  first: string,
  namedBy: 'requested' | 'default',
  learned: Pick<LearnedServing, 'models'> | null,
): Promise<readonly Rung[]> {
  const found =
    modelNamed(first) === null && learned !== null
      ? await learnedRungs(first, learned.models)
      : null;
  if (namedBy === 'requested' && found === null && modelNamed(first) === null) {
    const available = [...forecasters, ...hierarchyForecasters].map(({ name }) => name);
    throw new ForecastError(
      'MODEL_NOT_FOUND',
      `No model is named "${first}". Ask for one of ${available.join(', ')}, or name none for the default.`,
      { model: first, available },
    );
  }
  const others = [...new Set(found === null ? [first, ...fallbackModels] : fallbackModels)];
  return [...(found ?? []), ...others.map((model) => ({ model, forecaster: modelNamed(model) }))];
}
