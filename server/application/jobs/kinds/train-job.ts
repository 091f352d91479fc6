import { z } from 'zod';

import { type TrainCommand, trainCommand, type TrainModel } from '../../model-training/index.ts';
import { parseInput } from '../../parse-input.ts';
import { type JobControl, type JobKind, jobProgress, type PreparedJob } from '../job-kind.ts';
import type { JobProgress, JobResult } from '../job.ts';

interface TrainJobSettings {
  readonly tensorBackend: TrainCommand['backend'];
  readonly seed: number;
}

interface TrainJobPorts {
  readonly trainModel: TrainModel;
  readonly now: () => Date;
}

/** The input as JSON keeps it. */
const storedInput = z.looseObject({ asOf: z.iso.datetime().transform((text) => new Date(text)) });

/** What may be left out of a request. */
const openRequest = z.looseObject({ settings: z.looseObject({}).default({}) });

/** A training: one worker, that takes the checkpoints of the one before up where it finds them. */
export class TrainJob implements JobKind {
  readonly name = 'train';
  readonly helpers = 0;
  readonly #ports: TrainJobPorts;
  readonly #settings: TrainJobSettings;

  constructor(ports: TrainJobPorts, settings: TrainJobSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /** @throws ForecastError INVALID_INPUT. */
  prepare(request: unknown): Promise<PreparedJob> {
    const { tensorBackend: backend, seed } = this.#settings;
    const { settings, ...given } = parseInput(openRequest, request);
    const input = parseInput(trainCommand, {
      // Data that are recorded while it runs must not make it another model.
      ...{ backend, asOf: this.#ports.now(), ...given },
      settings: { seed, ...settings },
    });
    return Promise.resolve({ dataset: input.dataset, input });
  }

  async run(input: unknown, { signal, follow, used }: JobControl): Promise<JobResult> {
    let latest: JobProgress = jobProgress({ stage: 'read' });
    follow(() => latest);
    const { version } = await this.#ports.trainModel.execute(storedInput.parse(input), {
      signal,
      onStart: () => undefined,
      onRead: used,
      onProgress: ({ stage, done, total, unit, loss, secondsLeft }) => {
        const isSteps = stage === 'train';
        latest = {
          ...latest,
          stage,
          ...(isSteps ? { done, total, unit, loss: loss ?? null } : {}),
          secondsLeft: secondsLeft ?? null,
        };
      },
    });
    const { model, version: name } = version;
    return { kind: 'model-version', model, version: name, promotion: null };
  }
}
