import { type FeatureData, featureInputs } from '#core/features';
import { periodRows } from '#core/series';

import {
  type InferenceRunner,
  type LearnedModels,
  type LearnedVersion,
  unsuitable,
} from '../serving/index.ts';
import type { ModelOutcome, ModelRun } from './ports.ts';
import type { Batch } from './resolve-batches.ts';
import type { Rung } from './serve-ladder.ts';

/** What learned models answer with. */
export interface LearnedServing {
  readonly models: Pick<LearnedModels, 'resolve'>;
  readonly runner: Pick<InferenceRunner, 'run'>;
}

/**
 * The rungs of a learned model: the version that was asked for, then its champion. null: the registry knows no such model or
 * version.
 */
export async function learnedRungs(
  name: string,
  models: LearnedServing['models'],
): Promise<readonly Rung[] | null> {
  const [model = name] = name.split('@');
  const rungs = await Promise.all(
    [...new Set([name, model])].map(async (asked): Promise<Rung | null> => {
      const resolution = await models.resolve(asked);
      if (resolution === null) return null;
      if (resolution.kind === 'ready') return { model: asked, forecaster: resolution.version };
      const { reason, detail } = resolution;
      return { model: asked, forecaster: null, problem: { reason, detail } };
    }),
  );
  if (rungs[0] === null) return null;
  return rungs.flatMap((rung) => rung ?? []);
}

/** The rungs for one dataset: a version that was not trained for its frequency or the horizon is none for it. */
export function suitableRungs(
  rungs: readonly Rung[],
  { dataset }: Batch,
  horizon: number,
): readonly Rung[] {
  const { frequency } = dataset.calendar;
  return rungs.map((rung) => {
    if (rung.forecaster?.scope !== 'learned') return rung;
    const detail = unsuitable(rung.forecaster, { horizon, frequency });
    if (detail === null) return rung;
    return { model: rung.model, forecaster: null, problem: { reason: 'MODEL_MISSING', detail } };
  });
}

/** Answers a run of the ladder from a learned version; `data` is what its features are made of, of the same series. */
export function runLearned(
  runner: LearnedServing['runner'],
  version: LearnedVersion,
  { panel, context, quantileLevels, lane, signal }: ModelRun,
  data: FeatureData | null,
): Promise<ModelOutcome> {
  const { cutoff, horizon } = context;
  const { inputSize } = version;
  const histories = periodRows(panel.series, cutoff - inputSize + 1, inputSize);
  const features =
    version.features &&
    data &&
    featureInputs(version.features, data, { cutoff, horizon: version.horizon });
  return runner.run({ version, histories, features, horizon, quantileLevels, lane, signal });
}
