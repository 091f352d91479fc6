import type { JobKindName, JobProgress, JobResult } from './job.ts';

/** What a kind makes of a request before anything is queued. */
export interface PreparedJob {
  /** Slug. */
  readonly dataset: string;
  /** Everything that the work depends on, as JSON: what `now` would decide later is decided here. */
  readonly input: object;
}

/** Work that was done for a job besides time. */
export interface JobUsage {
  /** Values of demand. */
  readonly valuesRead: number;
  readonly itemWindows: number;
}

/** What the work of one attempt hears and tells. */
export interface JobControl {
  /** Aborted when the job is cancelled, out of budget or time, taken over, or the worker stops. */
  readonly signal: AbortSignal;
  /** Names this attempt among all that there ever were. */
  readonly holder: string;
  /** Called about twice a second until the work ends, and once then; tells how far it is. */
  readonly follow: (progress: () => Promise<JobProgress> | JobProgress) => void;
  /** Adds to what was used before. */
  readonly used: (usage: JobUsage) => void;
}

/** One kind of job. A worker that dies is followed by another attempt: `run` goes on from what is stored. */
export interface JobKind {
  readonly name: JobKindName;
  /** Workers that may help the one that a job belongs to; 0 = the work cannot be shared. */
  readonly helpers: number;
  /** @throws ForecastError for a request that cannot be met. */
  prepare(request: unknown): Promise<PreparedJob>;
  /** `input` is what `prepare` made. */
  run(input: unknown, control: JobControl): Promise<JobResult>;
  /** Does a part of the work beside the owner and ends when nothing is left to take; for kinds with helpers. */
  help?(input: unknown, control: JobControl): Promise<void>;
}

export type JobKinds = Readonly<Record<JobKindName, JobKind>>;

/** Progress of which only the given parts are known. */
export function jobProgress(known: Partial<JobProgress> & Pick<JobProgress, 'stage'>): JobProgress {
  return {
    done: 0,
    total: null,
    unit: '',
    windowsDone: null,
    windowsTotal: null,
    wape: null,
    loss: null,
    secondsLeft: null,
    ...known,
  };
}
