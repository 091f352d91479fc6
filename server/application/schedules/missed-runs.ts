import type { Observation, ObservationSource } from '../monitoring/index.ts';
import type { CronReader, ScheduleStore } from './ports.ts';

const millisecondsPerMinute = 60_000;

/**
 * How late each schedule is: minutes since the first planned time that nothing was started for. A run that was skipped, since the one before
 * was still going on, is not late; nor is a schedule that is paused.
 */
export class MissedRuns implements ObservationSource {
  readonly #store: Pick<ScheduleStore, 'list'>;
  readonly #cron: CronReader;

  constructor(store: Pick<ScheduleStore, 'list'>, cron: CronReader) {
    this.#store = store;
    this.#cron = cron;
  }

  async observe(now: Date): Promise<readonly Observation[]> {
    const schedules = await this.#store.list(null);
    return schedules.map((schedule): Observation => {
      const { name: subject, dataset, isPaused, watchedSince, handledTo } = schedule;
      const since = handledTo !== null && handledTo > watchedSince ? handledTo : watchedSince;
      const missed = isPaused ? null : this.#cron.next(schedule, since);
      const late = missed === null ? 0 : now.getTime() - missed.getTime();
      const minutes = Math.max(0, late) / millisecondsPerMinute;
      return { kind: 'JOB_MISSED', dataset, subject, minutes };
    });
  }
}
