import type { JobCost, JobKindName } from './job.ts';

/** What the jobs of one kind that ended on one day have used. */
export interface DailyJobCost {
  /** ISO date, UTC. */
  readonly day: string;
  readonly kind: JobKindName;
  /** Jobs that ended, however they did: those that failed or were stopped cost as well. */
  readonly jobs: number;
  readonly succeeded: number;
  /** Sums; of memory the largest. */
  readonly cost: JobCost;
}

/** Which jobs; null = all. */
export interface JobCostQuery {
  readonly kinds: readonly JobKindName[] | null;
  /** Slug. */
  readonly dataset: string | null;
  /** ISO date, UTC: jobs that ended on it or later. */
  readonly from: string;
}

/** Reads what jobs have cost. */
export interface JobCostReader {
  /** By day, then by kind; days and kinds without jobs are left out. */
  costs(query: JobCostQuery): Promise<readonly DailyJobCost[]>;
}
