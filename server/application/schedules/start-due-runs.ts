import { isForecastError } from '#core/errors';

import type { JobKindName, JobTerms, StartedJob } from '../jobs/index.ts';
import type { Logger } from '../telemetry.ts';
import type { CronReader, DueRun, ScheduleStore } from './ports.ts';
import type { Schedule } from './schedule.ts';

interface StartPorts {
  readonly store: ScheduleStore;
  readonly cron: CronReader;
  readonly startJob: {
    execute(kind: JobKindName, request: unknown, terms: JobTerms): Promise<StartedJob>;
  };
  readonly logger: Logger;
  readonly now: () => Date;
}

/** Failures that say nothing of the schedule: the run stays due. */
const passing: readonly string[] = ['DATABASE_UNAVAILABLE', 'OVERLOADED', 'SHUTTING_DOWN'];

/**
 * Use case: start what the clock says. Any number of processes do this at once: a planned time is one row, and its job has an
 * idempotency key that is made of both, so that a process which dies in between is followed by another with the same job. Of
 * planned times that passed unseen the last one is caught up with, and no other.
 */
export class StartDueRuns {
  readonly #ports: StartPorts;

  constructor(ports: StartPorts) {
    this.#ports = ports;
  }

  async execute(): Promise<void> {
    const { store, now } = this.#ports;
    for (const schedule of await store.list(null)) {
      const plannedAt = this.#plannedAt(schedule, now());
      if (plannedAt !== null) await store.plan(schedule.id, plannedAt, now());
    }
    for (const run of await store.due()) await this.#start(run);
  }

  /** The planned time that is to be written down; null where there is no new one. */
  #plannedAt(schedule: Schedule, now: Date): Date | null {
    if (schedule.isPaused) return null;
    const latest = this.#ports.cron.latest(schedule, now);
    const known = schedule.lastRun?.plannedAt ?? schedule.watchedSince;
    const isNew = latest !== null && latest > known && latest > schedule.watchedSince;
    return isNew ? latest : null;
  }

  async #start(run: DueRun): Promise<void> {
    const { store, startJob, logger } = this.#ports;
    const { kind, dataset, settings, plannedAt } = run;
    const fields = { schedule: run.schedule, planned_at: plannedAt.toISOString(), dataset };
    try {
      const { job } = await startJob.execute(
        kind,
        { ...settings, dataset },
        { idempotencyKey: `schedule:${run.schedule}:${plannedAt.toISOString()}` },
      );
      await store.settle(run.id, { outcome: 'started', job: job.id });
      logger.info({ ...fields, job_id: job.id, job_kind: kind }, 'a schedule has started a job');
    } catch (error) {
      if (!isForecastError(error) || passing.includes(error.code)) {
        logger.warn(fields, 'a schedule could not start its job and tries again', error);
        return;
      }
      await store.settle(run.id, { outcome: 'failed', detail: error.message });
      logger.error({ ...fields, code: error.code }, 'a schedule could not start its job', error);
    }
  }
}
