import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import type { TrainingEngine } from '../../application/model-training/index.ts';
import { openTensorflow, type TensorflowOptions } from '../open-tensorflow.ts';
import { createLearnedModel } from '../serving/learned-model.ts';
import { trainMembers } from './train-members.ts';

interface EngineOptions extends TensorflowOptions {
  /** Holds the states of trainings that are under way. */
  readonly trainingDirectory: string;
  /** Members that train at once; null = as many as there are cores. */
  readonly threads: number | null;
}

/**
 * Trains on threads of its own, and forecasts on this one.
 * @throws ForecastError TENSORFLOW_UNAVAILABLE.
 */
export async function openTrainingEngine(options: EngineOptions): Promise<TrainingEngine> {
  const { nativeDirectory, trainingDirectory, threads } = options;
  const { backend, version } = await openTensorflow(options);
  return {
    backend,
    version,
    train: async ({ key, ...run }) => {
      const checkpointDirectory = join(trainingDirectory, key.slice(0, 32));
      const members = await trainMembers({
        ...run,
        tensorflow: { backend, nativeDirectory },
        parallel: threads ?? availableParallelism(),
        checkpointDirectory,
      });
      await rm(checkpointDirectory, { recursive: true, force: true });
      return members.map(({ trained }) => trained);
    },
    serve: createLearnedModel,
  };
}
