import type { FeatureBlocks } from '#core/features';
import type { FitContext } from '#core/models';
import type { Panel } from '#core/series';

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

/** Answers a run of the ladder from a learned version; `features` are those of the same series. */
export function runLearned(
  runner: LearnedServing['runner'],
  version: LearnedVersion,
  { panel, context, quantileLevels, lane, signal }: ModelRun,
  features: FeatureBlocks | null,
): Promise<ModelOutcome> {
  const histories = lastPeriods(panel, context, version.inputSize);
  const { horizon } = context;
  return runner.run({ version, histories, features, horizon, quantileLevels, lane, signal });
}

/** Series by series the `size` periods up to the cutoff, NaN where nothing is known. */
function lastPeriods({ series }: Panel, { cutoff }: FitContext, size: number): Float64Array {
  const histories = new Float64Array(series.length * size).fill(Number.NaN);
  const first = cutoff - size + 1;
  for (const [row, { start, values }] of series.entries()) {
    const from = Math.max(start, first);
    const to = Math.min(start + values.length, cutoff + 1);
    if (from >= to) continue;
    histories.set(values.subarray(from - start, to - start), row * size + from - first);
  }
  return histories;
}
