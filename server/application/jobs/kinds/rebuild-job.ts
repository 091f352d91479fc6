import { parseInput } from '../../parse-input.ts';
import { promotionOutcome, rebuildCommand, type RebuildModel } from '../../rebuild/index.ts';
import { type JobControl, type JobKind, jobProgress, type PreparedJob } from '../job-kind.ts';
import type { JobProgress, JobResult } from '../job.ts';
import { storedInput } from './stored-input.ts';
import { countedSteps, type TrainingDefaults, trainingRequest } from './training-request.ts';

interface RebuildJobPorts {
  readonly rebuildModel: Pick<RebuildModel, 'execute'>;
  readonly now: () => Date;
}

/** Who the ledger names where the request names nobody. */
const actor = 'rebuild job';

/** A rebuild: checks, training, backtest, gate, and promotion or the wait for somebody's approval. */
export class RebuildJob implements JobKind {
  readonly name = 'rebuild';
  readonly helpers = 0;
  readonly #ports: RebuildJobPorts;
  readonly #defaults: TrainingDefaults;

  constructor(ports: RebuildJobPorts, defaults: TrainingDefaults) {
    this.#ports = ports;
    this.#defaults = defaults;
  }

  /** @throws ForecastError INVALID_INPUT. */
  prepare(request: unknown): Promise<PreparedJob> {
    const asked = trainingRequest(request, this.#defaults, this.#ports.now());
    const input = parseInput(rebuildCommand, { actor, ...asked });
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
      onProgress: (progress) => {
        latest = { ...latest, ...countedSteps(progress) };
      },
    });
    const { model, version } = rebuild.training.version;
    return { kind: 'model-version', model, version, promotion: promotionOutcome(rebuild) };
  }
}
