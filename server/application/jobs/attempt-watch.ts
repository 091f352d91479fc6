import type { Logger } from '../telemetry.ts';
import { untilDatabaseAnswers } from '../until-database-answers.ts';
import { AttemptStopped, budgetExceeded, deadlineExceeded } from './attempt-end.ts';
import type { JobControl, JobUsage } from './job-kind.ts';
import { type JobRates, priceOf } from './job-rates.ts';
import type { Job, JobProgress } from './job.ts';
import type { JobOrders, JobStore, ProcessMeter } from './ports.ts';

/** How often a worker tells of its job and hears of it: what makes cancellation quick. */
const pulseMs = 500;

interface WatchParts {
  readonly job: Job;
  /** Number of the owner's attempt; null for a helper. */
  readonly number: number | null;
  readonly holder: string;
  readonly store: Pick<JobStore, 'report'>;
  readonly meter: ProcessMeter;
  readonly rates: JobRates;
  readonly logger: Logger;
  /** Jobs that this process works on: they share what it uses. */
  readonly sharing: () => number;
  readonly now: () => Date;
  readonly signals: { readonly stopping: AbortSignal; readonly lost: AbortSignal };
}

/** Looks after one attempt: reports progress and cost twice a second, and stops it when it must end. */
export class AttemptWatch {
  readonly control: JobControl;
  readonly #parts: WatchParts;
  readonly #abort = new AbortController();
  #progress: (() => Promise<JobProgress> | JobProgress) | null = null;
  #usage: JobUsage = { valuesRead: 0, itemWindows: 0 };
  #cpuSeconds: number;
  #at: number;
  #timer: NodeJS.Timeout | undefined;
  #pulse: Promise<void> = Promise.resolve();

  constructor(parts: WatchParts) {
    this.#parts = parts;
    this.#cpuSeconds = parts.meter.cpuSeconds();
    this.#at = parts.now().getTime();
    this.control = {
      signal: this.#abort.signal,
      holder: parts.holder,
      follow: (progress) => {
        this.#progress = progress;
      },
      used: ({ valuesRead, itemWindows }) => {
        this.#usage = {
          valuesRead: this.#usage.valuesRead + valuesRead,
          itemWindows: this.#usage.itemWindows + itemWindows,
        };
      },
    };
    const { stopping, lost } = parts.signals;
    stopping.addEventListener('abort', this.#onStopping, { once: true });
    lost.addEventListener('abort', this.#onLost, { once: true });
    if (stopping.aborted) this.#onStopping();
    this.#plan();
  }

  /** A last report, for what was done since the one before. */
  async end(): Promise<void> {
    clearTimeout(this.#timer);
    const { stopping, lost } = this.#parts.signals;
    stopping.removeEventListener('abort', this.#onStopping);
    lost.removeEventListener('abort', this.#onLost);
    await this.#pulse;
    this.#timer = undefined;
    const givenUp = AbortSignal.any([stopping, lost]);
    await untilDatabaseAnswers(() => this.#report(), givenUp);
  }

  readonly #onStopping = (): void => {
    this.#abort.abort(new AttemptStopped('stopping'));
  };

  readonly #onLost = (): void => {
    this.#abort.abort(new AttemptStopped('lost'));
  };

  #plan(): void {
    this.#timer = setTimeout(() => {
      this.#pulse = this.#beat();
    }, pulseMs);
  }

  async #beat(): Promise<void> {
    const timer = this.#timer;
    try {
      await this.#report();
    } catch (error) {
      // The database may be back in a moment; the work itself finds out where it is not.
      this.#parts.logger.warn({ job_id: this.#parts.job.id }, 'the report of a job failed', error);
    }
    if (this.#timer === timer && !this.#abort.signal.aborted) this.#plan();
  }

  async #report(): Promise<void> {
    const { job, number, store, rates, meter, now, sharing } = this.#parts;
    const progress = await this.#progress?.();
    const [cpu, at, usage] = [meter.cpuSeconds(), now().getTime(), this.#usage];
    const spent = {
      cpuSeconds: (cpu - this.#cpuSeconds) / Math.max(1, sharing()),
      wallSeconds: Math.max(0, at - this.#at) / 1000,
      peakMemoryBytes: meter.memoryBytes(),
      ...usage,
    };
    const orders = await store.report(
      { job: job.id, number },
      {
        progress: number === null ? null : (progress ?? null),
        spent: { ...spent, price: priceOf(spent, rates) },
      },
    );
    // Only now: what could not be reported is reported next time.
    this.#cpuSeconds = cpu;
    this.#at = at;
    this.#usage = {
      valuesRead: this.#usage.valuesRead - usage.valuesRead,
      itemWindows: this.#usage.itemWindows - usage.itemWindows,
    };
    this.#obey(orders);
  }

  #obey(orders: JobOrders | null): void {
    const stop = this.#stopFor(orders);
    if (stop !== null) this.#abort.abort(stop);
  }

  #stopFor(orders: JobOrders | null): AttemptStopped | null {
    const { job } = this.#parts;
    if (orders === null) return new AttemptStopped('lost');
    if (orders.isCancelled) return new AttemptStopped('cancelled');
    if (orders.isOverdue) return new AttemptStopped('refused', deadlineExceeded(job));
    if (job.budget === null || orders.price <= job.budget) return null;
    return new AttemptStopped('refused', budgetExceeded(job, orders.price));
  }
}
