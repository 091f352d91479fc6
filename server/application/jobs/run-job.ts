import type { Attributes, Logger, Tracer } from '../telemetry.ts';
import { untilDatabaseAnswers } from '../until-database-answers.ts';
import {
  AttemptStopped,
  deadlineExceeded,
  failureOf,
  isPassing,
  jobAbandoned,
} from './attempt-end.ts';
import { AttemptWatch } from './attempt-watch.ts';
import type { JobControl, JobKinds } from './job-kind.ts';
import type { JobRates } from './job-rates.ts';
import { isFinished, type Job } from './job.ts';
import type { Attempt, JobEnd, JobQueue, JobStore, ProcessMeter } from './ports.ts';

interface RunJobPorts {
  readonly kinds: JobKinds;
  readonly store: JobStore;
  readonly queue: Pick<JobQueue, 'send'>;
  readonly meter: ProcessMeter;
  readonly tracer: Tracer;
  readonly logger: Logger;
  readonly now: () => Date;
  /** Unique over all processes. */
  readonly newHolder: () => string;
}

/** A message of the queue. */
export interface JobMessage {
  readonly job: number;
  readonly role: 'owner' | 'helper';
  /** Whether the queue will not try again. */
  readonly isLastTry: boolean;
}

export interface JobSignals {
  /** The worker stops: what it works on goes back to the queue. */
  readonly stopping: AbortSignal;
  /** The queue has given the message to somebody else. */
  readonly lost: AbortSignal;
}

/** Around one attempt of an owner. */
interface Scene {
  /** Of its log lines. */
  readonly fields: Attributes;
  /** Aborted when the attempt has nothing more to say. */
  readonly givenUp: AbortSignal;
}

/**
 * Use case: work on one job for a worker. The owner begins an attempt, computes, and ends the job; helpers take parts of the
 * work from it. Whoever was given up (its heartbeat stayed away) writes nothing any more.
 */
export class RunJob {
  readonly #ports: RunJobPorts;
  readonly #rates: JobRates;
  /** Jobs that this process works on. */
  readonly #running = new Set<number>();

  constructor(ports: RunJobPorts, rates: JobRates) {
    this.#ports = ports;
    this.#rates = rates;
  }

  /** Rejects where the queue is to try again. */
  async execute(message: JobMessage, signals: JobSignals): Promise<void> {
    const { job, role } = message;
    // A process that works on the job has all of its threads at it already.
    if (role === 'helper' && this.#running.has(job)) return;
    this.#running.add(job);
    try {
      await (role === 'owner' ? this.#own(message, signals) : this.#help(job, signals));
    } finally {
      this.#running.delete(job);
    }
  }

  /** Ends a job that the queue has given up. */
  async abandon(id: number): Promise<void> {
    if (!(await this.#ports.store.abandon(id, failureOf(jobAbandoned(id))))) return;
    this.#ports.logger.error({ job_id: id }, 'a job was given up: its workers died');
  }

  async #own({ job: id, isLastTry }: JobMessage, signals: JobSignals): Promise<void> {
    const { store, kinds } = this.#ports;
    const begun = await store.begin(id);
    if (begun === null) return;
    const { job, attempt } = begun;
    const givenUp = AbortSignal.any([signals.stopping, signals.lost]);
    await this.#traced(job, 'owner', async (fields) => {
      const { logger } = this.#ports;
      logger.info(fields, 'job started');
      const scene = { fields, givenUp };
      try {
        const result = await this.#work(job, attempt.number, signals, (control) =>
          kinds[job.kind].run(job.input, control),
        );
        await this.#finish(attempt, { status: 'succeeded', result }, scene);
      } catch (error) {
        await this.#failed(job, attempt, { error, isLastTry, ...scene });
      }
    });
  }

  async #help(id: number, signals: JobSignals): Promise<void> {
    const { store, kinds, logger } = this.#ports;
    const job = await store.find(id);
    if (job === null || isFinished(job)) return;
    // Its owner failed a moment ago and comes again; until then nobody would tell how far the work is.
    if (job.status === 'queued' && job.attempts > 0) throw new Error(`job ${id} has no owner yet`);
    await this.#traced(job, 'helper', async (fields) => {
      try {
        await this.#work(job, null, signals, async (control) =>
          kinds[job.kind].help?.(job.input, control),
        );
        logger.info(fields, 'job helped');
      } catch (error) {
        if (error instanceof AttemptStopped) return;
        logger.warn(fields, 'help for a job failed', error);
        // What is wrong with the work the owner meets, too, and says so.
        if (isPassing(failureOf(error))) throw error;
      }
    });
  }

  async #work<Result>(
    job: Job,
    number: number | null,
    signals: JobSignals,
    work: (control: JobControl) => Promise<Result>,
  ): Promise<Result> {
    const { newHolder, ...ports } = this.#ports;
    const watch = new AttemptWatch({
      ...{ ...ports, job, number, signals, rates: this.#rates, holder: newHolder() },
      sharing: () => this.#running.size,
    });
    const { signal } = watch.control;
    try {
      if (job.deadline !== null && job.deadline <= ports.now()) {
        throw new AttemptStopped('refused', deadlineExceeded(job));
      }
      return await work(watch.control);
    } catch (error) {
      // Whatever the work threw on being stopped, the reason is why.
      throw signal.aborted ? signal.reason : error;
    } finally {
      await watch.end();
    }
  }

  async #failed(
    job: Job,
    attempt: Attempt,
    how: Scene & { readonly error: unknown; readonly isLastTry: boolean },
  ): Promise<void> {
    const { store, queue, kinds, logger } = this.#ports;
    const { error, isLastTry, fields, givenUp } = how;
    if (error instanceof AttemptStopped) {
      if (error.why === 'lost') logger.warn(fields, 'job was taken over');
      else if (error.why === 'cancelled') await this.#finish(attempt, { status: 'cancelled' }, how);
      else if (error.failure !== null) {
        await this.#finish(attempt, { status: 'failed', error: error.failure }, how);
      } else {
        await store.requeue(attempt, null, (place, connection) =>
          queue.send(place, kinds[job.kind].helpers, connection),
        );
        logger.info(fields, 'job handed back');
      }
      return;
    }
    const failure = failureOf(error);
    if (isPassing(failure) && !isLastTry) {
      logger.warn({ ...fields, code: failure.code }, 'job attempt failed, another follows', error);
      // The queue hears of it behind this, so that the next attempt need not wait for a heartbeat that is missed.
      await untilDatabaseAnswers(() => store.requeue(attempt, failure, null), givenUp);
      throw error;
    }
    if (failure.code === 'INTERNAL') logger.error(fields, 'job met an unexpected failure', error);
    await this.#finish(attempt, { status: 'failed', error: failure }, how);
  }

  async #finish(attempt: Attempt, end: JobEnd, { fields, givenUp }: Scene): Promise<void> {
    const { store, logger } = this.#ports;
    const isOurs = await untilDatabaseAnswers(() => store.finish(attempt, end), givenUp);
    const outcome = { ...fields, outcome: isOurs ? end.status : 'lost' };
    const code = end.status === 'failed' ? { code: end.error.code } : {};
    logger.info({ ...outcome, ...code }, 'job ended');
  }

  async #traced(
    job: Job,
    role: JobMessage['role'],
    work: (fields: Attributes) => Promise<void>,
  ): Promise<void> {
    const { tracer } = this.#ports;
    const attributes = { 'job.id': job.id, 'job.kind': job.kind, 'job.role': role };
    const links = job.traceparent === null ? [] : [job.traceparent];
    await tracer.span(
      'job.run',
      { ...attributes, 'job.attempt': job.attempts },
      () => {
        const { id: job_id, kind: job_kind, attempts: attempt } = job;
        return work({ job_id, job_kind, role, attempt });
      },
      { links },
    );
  }
}
