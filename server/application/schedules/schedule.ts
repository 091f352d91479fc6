import type { JobKindName, JobStatus } from '../jobs/index.ts';

/** `due` = planned, and not yet handed to the workers; `skipped` = the run before was still going on. */
export const runOutcomes = ['due', 'started', 'skipped', 'failed'] as const;
export type RunOutcome = (typeof runOutcomes)[number];

/** What became of one planned time. */
export interface ScheduleRun {
  readonly plannedAt: Date;
  readonly outcome: RunOutcome;
  /** Number of the job that was started. */
  readonly job: number | null;
  /** Where that job stands. */
  readonly jobStatus: JobStatus | null;
  /** Why nothing was started; null where something was. */
  readonly detail: string | null;
}

/** Jobs of one kind on one dataset, by the clock. */
export interface Schedule {
  readonly id: number;
  /** Names it in commands and alerts. */
  readonly name: string;
  /** Slug. */
  readonly dataset: string;
  readonly kind: JobKindName;
  /** Minute, hour, day of month, month, day of week. */
  readonly cron: string;
  /** IANA name, such as `Europe/Berlin`. */
  readonly timeZone: string;
  /** What the kind is asked for besides the dataset. */
  readonly settings: Readonly<Record<string, unknown>>;
  readonly isPaused: boolean;
  /** Planned times count behind this one: when it was set, or went on after a pause. */
  readonly watchedSince: Date;
  readonly lastRun: ScheduleRun | null;
  /** The last planned time that was started or skipped. */
  readonly handledTo: Date | null;
}

export type NewSchedule = Pick<
  Schedule,
  'name' | 'dataset' | 'kind' | 'cron' | 'timeZone' | 'settings' | 'isPaused'
>;
