/** Jobs by the clock: schedules, what is started when, and what was missed. */
export { ListSchedules, type PlannedSchedule } from './list-schedules.ts';
export { MissedRuns } from './missed-runs.ts';
export type { CronReader, DueRun, RunEnd, ScheduleStore } from './ports.ts';
export { RemoveSchedule } from './remove-schedule.ts';
export {
  type NewSchedule,
  type RunOutcome,
  runOutcomes,
  type Schedule,
  type ScheduleRun,
} from './schedule.ts';
export {
  type ScheduleResult,
  type ScheduleUserError,
  type ScheduleUserErrorCode,
} from './schedule-user-error.ts';
export { SetSchedule } from './set-schedule.ts';
export { StartDueRuns } from './start-due-runs.ts';
