import { availableParallelism } from 'node:os';
import { join } from 'node:path';

import type { TrainingEngine, TrainingEngines } from '../../application/model-training/index.ts';
import { openTensorflow } from '../open-tensorflow.ts';
import { createLearnedModel } from '../serving/learned-model.ts';
import { trainMembers } from './train-members.ts';

interface EngineSettings {
  readonly nativeDirectory: string;
  /** Holds the states of trainings that are under way. */
  readonly trainingDirectory: string;
  /** Members that train at once; null = as many as there are cores. */
  readonly threads: number | null;
}

/** Trains on threads, and forecasts on this one. */
export class TensorflowTrainingEngines implements TrainingEngines {
  readonly #settings: EngineSettings;

  constructor(settings: EngineSettings) {
    this.#settings = settings;
  }

  async open(wanted: 'auto' | 'native' | 'wasm'): Promise<TrainingEngine> {
    const { nativeDirectory, trainingDirectory, threads } = this.#settings;
    const { backend, version } = await openTensorflow({ backend: wanted, nativeDirectory });
    return {
      backend,
      version,
      train: async ({ key, ...run }) => {
        const members = await trainMembers({
          ...run,
          tensorflow: { backend, nativeDirectory },
          parallel: threads ?? availableParallelism(),
          checkpointDirectory: join(trainingDirectory, key.slice(0, 32)),
        });
        return members.map(({ trained }) => trained);
      },
      serve: createLearnedModel,
    };
  }
}
