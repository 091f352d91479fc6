import { z } from 'zod';

import type { TrainCommand } from '../../model-training/index.ts';
import { parseInput } from '../../parse-input.ts';
import { promotionOutcome, rebuildCommand, type RebuildModel } from '../../rebuild/index.ts';
import { type JobControl, type JobKind, jobProgress, type PreparedJob } from '../job-kind.ts';
import type { JobProgress, JobResult } from '../job.ts';

interface RebuildJobSettings {
  readonly tensorBackend: TrainCommand['backend'];
  readonly seed: number;
}

interface RebuildJobPorts {
  readonly rebuildModel: Pick<RebuildModel, 'execute'>;
  readonly now: () => Date;
}

/** Who the ledger names where the request names nobody. */
const actor = 'rebuild job';

/** What may be left out of a request. */
const openRequest = z.looseObject({ settings: z.looseObject({}).default({}) });

/** The input as JSON keeps it. */
const storedInput = z.looseObject({ asOf: z.iso.datetime().transform((text) => new Date(text)) });

/** A rebuild: checks, training, backtest, gate, and promotion or the wait for somebody's approval. */
export class RebuildJob implements JobKind {
  readonly name = 'rebuild';
  readonly helpers = 0;
  readonly #ports: RebuildJobPorts;
  readonly #settings: RebuildJobSettings;

  constructor(ports: RebuildJobPorts, settings: RebuildJobSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  /** @throws ForecastError INVALID_INPUT. */
  prepare(request: unknown): Promise<PreparedJob> {
    const { tensorBackend: backend, seed } = this.#settings;
    const { settings, ...given } = parseInput(openRequest, request);
    const input = parseInput(rebuildCommand, {
      // Data that are recorded while it runs must not make it another model.
      ...{ backend, actor, asOf: this.#ports.now(), ...given },
      settings: { seed, ...settings },
    });
    return Promise.resolve({ dataset: input.dataset, input });
  }

  async run(input: unknown, { signal, follow }: JobControl): Promise<JobResult> {
    let latest: JobProgress = jobProgress({ stage: 'read' });
    follow(() => latest);
    const rebuild = await this.#ports.rebuildModel.execute(storedInput.parse(input), {
      signal,
      onStage: (stage) => {
        latest = { ...latest, stage, secondsLeft: null };
      },
      onChecks: () => undefined,
      onStart: () => undefined,
      onProgress: ({ stage, done, total, unit, loss, secondsLeft }) => {
        // The steps of the training are what is counted; `done` must not fall behind them.
        const isSteps = stage === 'train';
        latest = {
          ...latest,
          ...(isSteps ? { done, total, unit, loss: loss ?? null } : {}),
          secondsLeft: secondsLeft ?? null,
        };
      },
    });
    const { model, version } = rebuild.training.version;
    return { kind: 'model-version', model, version, promotion: promotionOutcome(rebuild) };
  }
}
