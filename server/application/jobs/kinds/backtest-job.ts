import { z } from 'zod';

import {
  type BacktestStore,
  leasedUnits,
  type LearnedModelFinder,
  parseBacktestCommand,
  type RunBacktest,
  runModels,
  type UnitHold,
  type UnitLeases,
} from '../../backtests/index.ts';
import { parseInput } from '../../parse-input.ts';
import { untilDatabaseAnswers } from '../../until-database-answers.ts';
import type { JobControl, JobKind, PreparedJob } from '../job-kind.ts';
import type { JobResult } from '../job.ts';
import { BacktestWatch } from './backtest-watch.ts';
import { storedInput } from './stored-input.ts';

interface BacktestJobPorts {
  readonly runBacktest: RunBacktest;
  readonly store: Pick<BacktestStore, 'tally'>;
  readonly leases: UnitLeases;
  /** Finds learned models; null where there are none. */
  readonly learned: LearnedModelFinder | null;
  readonly now: () => Date;
}

interface BacktestJobSettings {
  readonly defaultHorizon: number;
  readonly seed: number;
  readonly jobHelpers: number;
  /** A unit whose worker is silent for so long is another's. */
  readonly jobHeartbeatSeconds: number;
}

/**
 * A backtest that workers share: each takes the units of one window and one kind of models by lease and stores them with
 * their scores. The owner waits for what others hold, takes over what they leave, and completes the run.
 */
export class BacktestJob implements JobKind {
  readonly name = 'backtest';
  readonly #ports: BacktestJobPorts;
  readonly #settings: BacktestJobSettings;

  constructor(ports: BacktestJobPorts, settings: BacktestJobSettings) {
    this.#ports = ports;
    this.#settings = settings;
  }

  get helpers(): number {
    return this.#settings.jobHelpers;
  }

  /** @throws ForecastError INVALID_INPUT, MODEL_NOT_FOUND, MODEL_UNAVAILABLE. */
  async prepare(request: unknown): Promise<PreparedJob> {
    const { defaultHorizon: horizon, seed } = this.#settings;
    // A second attempt must not begin anew; data that are recorded while it runs must not make it another run.
    const defaults = { horizon, seed, asOf: this.#ports.now() };
    const given = parseInput(z.looseObject({}), request);
    const { inputSize, levels, models, ...rest } = parseBacktestCommand({
      ...defaults,
      ...given,
      fresh: false,
    });
    const input = {
      ...rest,
      // A promotion while it runs must not change its models.
      models: (await runModels(models, this.#ports.learned)).names,
      ...(levels === null ? {} : { levels }),
      input: inputSize === null ? { kind: 'expanding' } : { kind: 'rolling', size: inputSize },
    };
    return { dataset: rest.dataset, input };
  }

  async run(input: unknown, control: JobControl): Promise<JobResult> {
    const run = await this.#shared(control, 'owner', async (shared) => {
      const report = await this.#ports.runBacktest.execute(storedInput.parse(input), shared);
      return report.run;
    });
    return { kind: 'backtest', run: run.id };
  }

  help(input: unknown, control: JobControl): Promise<void> {
    return this.#shared(control, 'helper', (shared) =>
      this.#ports.runBacktest.help(storedInput.parse(input), shared),
    );
  }

  /** Runs a backtest whose units others take, too. */
  async #shared<Result>(
    { signal, holder, follow, used }: JobControl,
    role: 'owner' | 'helper',
    work: (control: Parameters<RunBacktest['execute']>[1]) => Promise<Result>,
  ): Promise<Result> {
    const { leases } = this.#ports;
    const hold: UnitHold = { holder, seconds: this.#settings.jobHeartbeatSeconds };
    const watch = new BacktestWatch(this.#ports);
    follow(async () => {
      if (watch.run !== null) await leases.renew(watch.run.id, hold);
      return watch.progress();
    });
    try {
      return await work({
        signal,
        onProgress: watch.onProgress,
        onRun: watch.onRun,
        onRead: (valuesRead) => {
          const { itemIds, config } = watch.run!;
          used({ valuesRead, itemWindows: role === 'owner' ? itemIds.length * config.windows : 0 });
        },
        unitsOf: ({ id: run }, units) =>
          leasedUnits(leases, { run, units, hold, waits: role === 'owner' }),
      });
    } finally {
      const { run } = watch;
      // What it leaves held would be waited for.
      if (run !== null) await untilDatabaseAnswers(() => leases.release(run.id, holder), signal);
    }
  }
}
