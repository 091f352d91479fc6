import type { JobKindName } from '../jobs/index.ts';
import type { NewSchedule, Schedule } from './schedule.ts';

/** Reads cron expressions. */
export interface CronReader {
  /** What is wrong with an expression or a time zone; null = nothing. */
  problem(cron: string, timeZone: string): string | null;
  /** The first planned time after an instant; null where there is none any more. */
  next(schedule: Pick<Schedule, 'cron' | 'timeZone'>, after: Date): Date | null;
  /** The last planned time up to an instant, that instant included. */
  latest(schedule: Pick<Schedule, 'cron' | 'timeZone'>, upTo: Date): Date | null;
}

/** A planned time that no job was started for yet. */
export interface DueRun {
  readonly id: number;
  readonly schedule: number;
  readonly dataset: string;
  readonly kind: JobKindName;
  readonly settings: Readonly<Record<string, unknown>>;
  readonly plannedAt: Date;
}

export type RunEnd =
  | { readonly outcome: 'started'; readonly job: number }
  | { readonly outcome: 'failed'; readonly detail: string };

/** Stored schedules and what became of their planned times. */
export interface ScheduleStore {
  /** Of a dataset, or all (null); by name. */
  list(dataset: string | null): Promise<readonly Schedule[]>;
  find(name: string): Promise<Schedule | null>;
  /**
   * Creates it, or changes the one of that name; planned times count from `at`. Of one kind on one dataset there is one: where another has
   * it, that one's name is the answer and nothing is written.
   */
  set(schedule: NewSchedule, at: Date): Promise<{ readonly overlaps: string | null }>;
  /** False where there is none. */
  remove(name: string): Promise<boolean>;
  /**
   * Writes a planned time down, once however many processes do so: as due, or as skipped where the run before is still going on.
   */
  plan(schedule: number, plannedAt: Date, at: Date): Promise<void>;
  /** Planned times that are due; oldest first. */
  due(): Promise<readonly DueRun[]>;
  /** What became of a due run; one that another process has settled stays as it is. */
  settle(run: number, end: RunEnd): Promise<void>;
}
