import type { AlertStore } from '../monitoring/index.ts';
import type { ScheduleStore } from './ports.ts';
import type { Schedule } from './schedule.ts';
import type { ScheduleResult } from './schedule-user-error.ts';
import { scheduleNotFound } from './set-schedule.ts';

interface RemovePorts {
  readonly store: Pick<ScheduleStore, 'find' | 'remove'>;
  readonly alerts: Pick<AlertStore, 'record'>;
  readonly now: () => Date;
}

/** Use case: forget a schedule. Its jobs stay; that it was late is over. */
export class RemoveSchedule {
  readonly #ports: RemovePorts;

  constructor(ports: RemovePorts) {
    this.#ports = ports;
  }

  /** The schedule as it was. */
  async execute(name: string): Promise<ScheduleResult<Schedule>> {
    const { store, alerts, now } = this.#ports;
    const schedule = await store.find(name);
    if (schedule === null || !(await store.remove(name))) return scheduleNotFound(name);
    const topic = { kind: 'JOB_MISSED', dataset: schedule.dataset, subject: name } as const;
    await alerts.record({ breaches: [], fine: [topic], at: now() });
    return { value: schedule, userErrors: [] };
  }
}
