import type { ErrorCode } from '#core/errors';

/** What can be started. A new kind adds its name here, its file in `kinds/` and its line in `app.ts`; it can be scheduled then, too. */
export const jobKinds = [
  'backtest',
  'train',
  'rebuild',
  'refresh',
  'export',
  'drift',
  'monitor',
] as const;
export type JobKindName = (typeof jobKinds)[number];

export const jobStatuses = ['queued', 'running', 'succeeded', 'failed', 'cancelled'] as const;
export type JobStatus = (typeof jobStatuses)[number];

/** What is told of a failure: the code of a ForecastError, or INTERNAL for our own mistakes. */
export interface JobFailure {
  readonly code: ErrorCode | 'INTERNAL';
  readonly message: string;
}

/** What became of a version that was rebuilt; `awaiting-approval` = it passed the gate and serves nobody yet. */
export const promotionOutcomes = ['promoted', 'awaiting-approval', 'refused'] as const;
export type PromotionOutcome = (typeof promotionOutcomes)[number];

/** What a job has made. */
export type JobResult =
  | { readonly kind: 'backtest'; readonly run: number }
  | { readonly kind: 'forecast-issue'; readonly issue: number }
  | { readonly kind: 'forecast-export'; readonly export: string }
  | {
      readonly kind: 'model-version';
      readonly model: string;
      readonly version: string;
      /** null for a training, which asks no gate. */
      readonly promotion: PromotionOutcome | null;
    }
  | { readonly kind: 'drift-report'; readonly report: number }
  | {
      readonly kind: 'alerts';
      readonly raised: number;
      readonly seenAgain: number;
      readonly resolved: number;
    };

/** How far the work is. */
export interface JobProgress {
  /** `queued`, `read`, `compute`, `score` and the like. */
  readonly stage: string;
  /** Of the main work; it never falls, whatever becomes of workers. */
  readonly done: number;
  /** null while unknown. */
  readonly total: number | null;
  /** Plural: `units`, `steps`; empty while unknown. */
  readonly unit: string;
  /** Of a backtest: windows that every model has been scored in. */
  readonly windowsDone: number | null;
  readonly windowsTotal: number | null;
  /** Of a backtest: the WAPE of single items of the best model so far; null before the first score. */
  readonly wape: number | null;
  /** Of a training, smoothed. */
  readonly loss: number | null;
  /** Estimated; null while nothing can be said. */
  readonly secondsLeft: number | null;
}

/** What a job has used so far, all attempts and all workers together. */
export interface JobCost {
  /** Of all cores. */
  readonly cpuSeconds: number;
  /** From begin to end of the attempts. */
  readonly wallSeconds: number;
  /** Largest resident memory of a worker while it worked on the job. */
  readonly peakMemoryBytes: number;
  /** Values of demand that were read. */
  readonly valuesRead: number;
  readonly itemWindows: number;
  /** By the configured rates; in whatever currency they are. */
  readonly price: number;
}

/** One piece of work that takes long. */
export interface Job {
  readonly id: number;
  readonly kind: JobKindName;
  /** Slug. */
  readonly dataset: string;
  /** What it was started with, defaults filled in. */
  readonly input: unknown;
  readonly idempotencyKey: string | null;
  readonly status: JobStatus;
  readonly priority: number;
  readonly deadline: Date | null;
  /** Largest price. */
  readonly budget: number | null;
  readonly attempts: number;
  readonly progress: JobProgress;
  readonly cost: JobCost;
  readonly cancelRequestedAt: Date | null;
  /** Of the last attempt that failed, also where another one follows. */
  readonly error: JobFailure | null;
  readonly result: JobResult | null;
  /** Trace context of the request that started it; null where it was not traced. */
  readonly traceparent: string | null;
  readonly createdAt: Date;
  readonly startedAt: Date | null;
  readonly finishedAt: Date | null;
  /** Rises with every change. */
  readonly revision: number;
}

/** Whether nothing more will happen. */
export function isFinished({ status }: Pick<Job, 'status'>): boolean {
  return status === 'succeeded' || status === 'failed' || status === 'cancelled';
}
