import type { CatalogReader } from '../application/catalog/index.ts';
import type { JobKinds, StartJob } from '../application/jobs/index.ts';
import type { AlertStore } from '../application/monitoring/index.ts';
import { Repeating } from '../application/repeating.ts';
import {
  ListSchedules,
  RemoveSchedule,
  type ScheduleStore,
  SetSchedule,
  StartDueRuns,
} from '../application/schedules/index.ts';
import type { Logger } from '../application/telemetry.ts';
import { cronReader } from '../jobs/index.ts';

/** How late a job may start by this. */
const pauseSeconds = 10;

interface ScheduleParts {
  readonly store: ScheduleStore;
  readonly catalog: CatalogReader;
  readonly kinds: JobKinds;
  readonly startJob: StartJob;
  readonly alerts: AlertStore;
  readonly logger: Logger;
  readonly now: () => Date;
}

/** The use cases of schedules, and what starts their jobs once it is started. */
export function wireSchedules(parts: ScheduleParts) {
  const { store, catalog, kinds, startJob, alerts, logger, now } = parts;
  const cron = cronReader;
  const due = new StartDueRuns({ store, cron, startJob, logger, now });
  const work = () => due.execute();
  return {
    setSchedule: new SetSchedule({ store, cron, catalog, kinds, now }),
    removeSchedule: new RemoveSchedule({ store, alerts, now }),
    listSchedules: new ListSchedules(store, cron, now),
    scheduling: new Repeating({ name: 'schedules', pauseSeconds, work }, logger),
  };
}
