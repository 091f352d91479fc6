import { trainCommand, type TrainModel } from '../../model-training/index.ts';
import { parseInput } from '../../parse-input.ts';
import { type JobControl, type JobKind, jobProgress, type PreparedJob } from '../job-kind.ts';
import type { JobProgress, JobResult } from '../job.ts';
import { storedInput } from './stored-input.ts';
import { countedSteps, type TrainingDefaults, trainingRequest } from './training-request.ts';

interface TrainJobPorts {
  readonly trainModel: TrainModel;
  readonly now: () => Date;
}

/** A training: one worker, that takes the checkpoints of the one before up where it finds them. */
export class TrainJob implements JobKind {
  readonly name = 'train';
  readonly helpers = 0;
  readonly #ports: TrainJobPorts;
  readonly #defaults: TrainingDefaults;

  constructor(ports: TrainJobPorts, defaults: TrainingDefaults) {
    this.#ports = ports;
    this.#defaults = defaults;
  }

  /** @throws ForecastError INVALID_INPUT. */
  prepare(request: unknown): Promise<PreparedJob> {
    const asked = trainingRequest(request, this.#defaults, this.#ports.now());
    const input = parseInput(trainCommand, asked);
    return Promise.resolve({ dataset: input.dataset, input });
  }

  async run(input: unknown, { signal, follow, used }: JobControl): Promise<JobResult> {
    let latest: JobProgress = jobProgress({ stage: 'read' });
    follow(() => latest);
    const { version } = await this.#ports.trainModel.execute(storedInput.parse(input), {
      signal,
      onStart: () => undefined,
      onRead: used,
      onProgress: (progress) => {
        latest = { ...latest, ...countedSteps(progress), stage: progress.stage };
      },
    });
    const { model, version: name } = version;
    return { kind: 'model-version', model, version: name, promotion: null };
  }
}
