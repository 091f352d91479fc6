import type { CronReader, ScheduleStore } from './ports.ts';
import type { Schedule } from './schedule.ts';

/** A schedule, and when it is next. */
export interface PlannedSchedule extends Schedule {
  /** null while it is paused. */
  readonly nextRunAt: Date | null;
}

/** Use case: which schedules there are; one per dataset and kind at most, so that they are few. */
export class ListSchedules {
  readonly #store: Pick<ScheduleStore, 'list'>;
  readonly #cron: CronReader;
  readonly #now: () => Date;

  constructor(store: Pick<ScheduleStore, 'list'>, cron: CronReader, now: () => Date) {
    this.#store = store;
    this.#cron = cron;
    this.#now = now;
  }

  /** Of a dataset, or all (null); by name. */
  async execute(dataset: string | null): Promise<readonly PlannedSchedule[]> {
    return (await this.#store.list(dataset)).map((schedule) => this.planned(schedule));
  }

  planned(schedule: Schedule): PlannedSchedule {
    const next = schedule.isPaused ? null : this.#cron.next(schedule, this.#now());
    return { ...schedule, nextRunAt: next };
  }
}
