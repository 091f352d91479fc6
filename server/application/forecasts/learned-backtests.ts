import { ForecastError } from '#core/errors';

import type { LearnedModel, LearnedModelFinder } from '../backtests/index.ts';
import { referenceText } from '../models/index.ts';
import { type LearnedVersion, unsuitable } from '../serving/index.ts';
import { type LearnedServing, runLearned } from './learned-rungs.ts';

/** Learned models for backtests: found, checked and computed as when they serve. */
export class LearnedBacktests implements LearnedModelFinder {
  readonly #serving: LearnedServing;

  constructor(serving: LearnedServing) {
    this.#serving = serving;
  }

  async find(name: string): Promise<LearnedModel | null> {
    const resolution = await this.#serving.models.resolve(name);
    if (resolution === null) return null;
    if (resolution.kind === 'failed') throw unavailable(name, resolution);
    return this.#modelOf(resolution.version);
  }

  #modelOf(version: LearnedVersion): LearnedModel {
    const name = referenceText(version.reference);
    return {
      name,
      seen: version.seen,
      eventsAhead: version.features && version.horizon + (version.features.spec.events?.reach ?? 0),
      unsuitable: (asked) => unsuitable(version, asked),
      forecast: async ({ features, ...run }) => {
        const request = { ...run, model: name, lane: 'requested' } as const;
        const outcome = await runLearned(this.#serving.runner, version, request, features);
        if (outcome.kind === 'forecast') return outcome.forecasts;
        throw unavailable(name, outcome);
      },
    };
  }
}

function unavailable(
  model: string,
  { reason, detail }: { readonly reason: string; readonly detail: string },
): ForecastError {
  const message = `${model} cannot be backtested: ${reason}: ${detail}`;
  return new ForecastError('MODEL_UNAVAILABLE', message, { model, reason, problem: detail });
}
