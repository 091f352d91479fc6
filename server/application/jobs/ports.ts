import type {
  Job,
  JobCost,
  JobFailure,
  JobKindName,
  JobProgress,
  JobResult,
  JobStatus,
} from './job.ts';

/** Runs SQL on one connection: the queue writes in the transaction of whoever hands this over. */
export interface SqlConnection {
  /** Failures of the database are ForecastErrors. */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: unknown[] }>;
}

/** What the queue must know of a job. */
export interface DispatchedJob {
  readonly id: number;
  readonly kind: JobKindName;
  readonly priority: number;
  /** Within one priority lower turns start first. */
  readonly turn: number;
}

/** Tells workers that there is work. */
export interface JobQueue {
  /** Makes the queue's tables where they are missing. Must have resolved before `send`. */
  open(): Promise<void>;
  /** Queues a job for an owner and for as many helpers, on a connection of the caller. */
  send(job: DispatchedJob, helpers: number, connection: SqlConnection): Promise<void>;
}

export interface NewJob {
  readonly kind: JobKindName;
  readonly datasetId: number;
  readonly input: object;
  readonly requestSha256: string;
  readonly idempotencyKey: string | null;
  readonly priority: number;
  readonly deadline: Date | null;
  readonly budget: number | null;
  readonly traceparent: string | null;
}

/** A job that was created now, or before by the same key. */
export interface CreatedJob {
  readonly job: Job;
  readonly isNew: boolean;
  /** Of the request that created it. */
  readonly requestSha256: string;
}

/** Which attempt writes; its writes count while the job is still its own. */
export interface Attempt {
  readonly job: number;
  readonly number: number;
}

/** What happened since the last report of a worker. */
export interface WorkReport {
  /** null from a helper, whose owner reports. */
  readonly progress: JobProgress | null;
  readonly spent: Pick<
    JobCost,
    'cpuSeconds' | 'wallSeconds' | 'peakMemoryBytes' | 'valuesRead' | 'itemWindows' | 'price'
  >;
}

/** What a worker must know of the job that it works on. */
export interface JobOrders {
  readonly isCancelled: boolean;
  readonly isOverdue: boolean;
  /** Spent by all workers. */
  readonly price: number;
}

export type JobEnd =
  | { readonly status: 'succeeded'; readonly result: JobResult }
  | { readonly status: 'failed'; readonly error: JobFailure }
  | { readonly status: 'cancelled' };

export interface JobQuery {
  readonly kinds: readonly JobKindName[] | null;
  readonly statuses: readonly JobStatus[] | null;
  readonly dataset: string | null;
  /** Jobs before this id. */
  readonly before: number | null;
  readonly limit: number;
}

/** The record of all jobs. */
export interface JobStore {
  /** The job that a key was used for. */
  startedWith(idempotencyKey: string): Promise<CreatedJob | null>;
  /** Creates a job and lets `dispatch` queue it in one transaction; a known key finds its job instead. */
  create(
    job: NewJob,
    dispatch: (job: DispatchedJob, connection: SqlConnection) => Promise<void>,
  ): Promise<CreatedJob>;
  find(id: number): Promise<Job | null>;
  /** Newest first. */
  page(query: JobQuery): Promise<readonly Job[]>;
  /** Begins an attempt and takes the job from whoever had it; null where it is finished. */
  begin(id: number): Promise<{ readonly job: Job; readonly attempt: Attempt } | null>;
  /** Adds up what was spent; null where the job is no longer the attempt's. `attempt.number` null: a helper. */
  report(
    attempt: { readonly job: number; readonly number: number | null },
    report: WorkReport,
  ): Promise<JobOrders | null>;
  /** Ends the job; false where it is no longer the attempt's. */
  finish(attempt: Attempt, end: JobEnd): Promise<boolean>;
  /** Puts the job back into the queue: `dispatch` in the same transaction, null where the queue tries again by itself. */
  requeue(
    attempt: Attempt,
    error: JobFailure | null,
    dispatch: ((job: DispatchedJob, connection: SqlConnection) => Promise<void>) | null,
  ): Promise<boolean>;
  /** Ends a job that no worker may try again. */
  abandon(id: number, error: JobFailure): Promise<boolean>;
  /** Asks for the end of a job; one that nobody works on ends at once. Finished ones stay. null = there is none. */
  cancel(id: number): Promise<Job | null>;
}

/** News of jobs from all processes. */
export interface JobFeed {
  /**
   * The job now and after every change that is seen, the newest state only; ends after the last one. Fails with
   * JOB_NOT_FOUND for an unknown id.
   */
  follow(id: number, signal: AbortSignal): AsyncIterableIterator<Job>;
}

/** What this process uses. */
export interface ProcessMeter {
  /** Of all threads since the process started. */
  cpuSeconds(): number;
  /** Resident at the moment. */
  memoryBytes(): number;
}
