import { ForecastError, isForecastError } from '#core/errors';

import type { Job, JobFailure } from './job.ts';

/** Why a worker stops an attempt; the reason of its abort signal. */
export class AttemptStopped extends Error {
  override readonly name = 'AttemptStopped';
  /** `cancelled` by a caller, `lost` to another attempt, `stopping` with the worker, `refused` for budget or deadline. */
  readonly why: 'cancelled' | 'lost' | 'stopping' | 'refused';
  readonly failure: JobFailure | null;

  constructor(why: AttemptStopped['why'], failure: ForecastError | null = null) {
    super(failure?.message ?? `the attempt was stopped: ${why}`);
    this.why = why;
    this.failure = failure === null ? null : failureOf(failure);
  }
}

/** Failures that another attempt may not meet again. Our own mistakes count: they are often those of one moment. */
const passing: readonly string[] = ['DATABASE_UNAVAILABLE', 'OVERLOADED', 'INTERNAL'];

export function isPassing({ code }: JobFailure): boolean {
  return passing.includes(code);
}

/** A failure as the job keeps it. The text of unknown errors is for the log alone. */
export function failureOf(error: unknown): JobFailure {
  if (isForecastError(error)) return { code: error.code, message: error.message };
  const message =
    'The work failed on the service’s own account. The log has the cause under the id of the job.';
  return { code: 'INTERNAL', message };
}

export function budgetExceeded({ id, budget }: Job, price: number): ForecastError {
  const limit = budget ?? 0;
  return new ForecastError(
    'BUDGET_EXCEEDED',
    `The job has cost ${price.toFixed(4)} of its budget of ${limit} and was stopped. What it has stored stays: start it again with a larger budget to go on.`,
    { job: String(id), budget: limit, spent: price },
  );
}

export function deadlineExceeded({ id, deadline }: Job): ForecastError {
  const instant = (deadline ?? new Date(0)).toISOString();
  return new ForecastError(
    'DEADLINE_EXCEEDED',
    `The job was not done by ${instant} and was stopped. What it has stored stays: start it again with a later deadline to go on.`,
    { job: String(id), deadline: instant },
  );
}

/** For a job whose workers died as often as it may be tried. */
export function jobAbandoned(id: number): ForecastError {
  return new ForecastError(
    'JOB_ABANDONED',
    `Every worker that took job ${id} died or fell silent. Look at the memory of the workers and at their logs before starting it again.`,
    { job: String(id) },
  );
}
