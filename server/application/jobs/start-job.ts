import { ForecastError } from '#core/errors';
import { z } from 'zod';

import { type CatalogReader, datasetBySlug } from '../catalog/index.ts';
import { parseInput } from '../parse-input.ts';
import type { Tracer } from '../telemetry.ts';
import type { JobKinds } from './job-kind.ts';
import type { Job, JobKindName } from './job.ts';
import type { CreatedJob, JobQueue, JobStore, NewJob } from './ports.ts';

const terms = z.strictObject({
  /** The same key with the same request starts one job. */
  idempotencyKey: z
    .string()
    .trim()
    .min(1, 'must not be empty')
    .max(200)
    .refine((key) => !key.includes('\0'), 'must not hold the character 0')
    .nullable()
    .default(null),
  /** Higher starts first. */
  priority: z.int().min(-10).max(10).default(0),
  deadline: z.date().nullable().default(null),
  /** Largest price; by the configured maximum where it is not given. */
  budget: z.number().positive('must be greater than 0').nullable().default(null),
});

/** On what terms a job is started. */
export type JobTerms = z.input<typeof terms>;

type Asked = Pick<NewJob, 'idempotencyKey' | 'requestSha256' | 'priority' | 'deadline' | 'budget'>;

/** A job that was started now, or before with the same key. */
export interface StartedJob {
  readonly job: Job;
  /** The key had been used for the same request: nothing was started. */
  readonly replayed: boolean;
}

interface StartJobPorts {
  readonly catalog: Pick<CatalogReader, 'datasetsBySlug'>;
  readonly kinds: JobKinds;
  readonly store: JobStore;
  readonly queue: JobQueue;
  readonly tracer: Tracer;
  /** SHA-256 in hex. */
  readonly sha256: (text: string) => string;
  readonly now: () => Date;
}

/** Use case: queue work that takes long. A job and its place in the queue are one transaction. */
export class StartJob {
  readonly #ports: StartJobPorts;
  readonly #maxBudget: number | null;

  constructor(ports: StartJobPorts, settings: { readonly maxJobPrice: number | null }) {
    this.#ports = ports;
    this.#maxBudget = settings.maxJobPrice;
  }

  /**
   * @param request what the kind takes
   * @throws ForecastError INVALID_INPUT, DATASET_NOT_FOUND, LIMIT_EXCEEDED, IDEMPOTENCY_KEY_REUSED, and what the kind throws.
   */
  async execute(kind: JobKindName, request: unknown, on: JobTerms): Promise<StartedJob> {
    const { store, tracer, sha256 } = this.#ports;
    const { idempotencyKey, ...asked } = parseInput(terms, on);
    const requestSha256 = sha256(JSON.stringify([kind, request, asked]));
    return tracer.span('job.start', { 'job.kind': kind }, async (span) => {
      // Before anything is checked: what was valid once is answered, whatever has changed since.
      const earlier = idempotencyKey === null ? null : await store.startedWith(idempotencyKey);
      const created =
        earlier ?? (await this.#create(kind, request, { idempotencyKey, requestSha256, ...asked }));
      const { job, isNew } = created;
      if (created.requestSha256 !== requestSha256) throw reused(idempotencyKey ?? '', job.id);
      span.set({ 'job.id': job.id, 'job.replayed': !isNew });
      return { job, replayed: !isNew };
    });
  }

  async #create(kind: JobKindName, request: unknown, asked: Asked): Promise<CreatedJob> {
    const { store, queue, kinds, tracer } = this.#ports;
    const budget = this.#budget(asked.budget);
    this.#refusePast(asked.deadline);
    const { dataset, input } = await kinds[kind].prepare(request);
    const { id: datasetId } = await datasetBySlug(this.#ports.catalog, dataset);
    await queue.open();
    const traceparent = tracer.traceparent();
    return store.create(
      { ...asked, kind, input, budget, datasetId, traceparent },
      (job, connection) => queue.send(job, kinds[kind].helpers, connection),
    );
  }

  #budget(asked: number | null): number | null {
    const maximum = this.#maxBudget;
    if (maximum === null || asked === null) return asked ?? maximum;
    if (asked <= maximum) return asked;
    throw new ForecastError(
      'LIMIT_EXCEEDED',
      `The budget is ${asked}, but a job may cost at most ${maximum} here. Ask for less, or raise JOB_MAX_PRICE.`,
      { limit: 'budget', found: asked, maximum },
    );
  }

  #refusePast(deadline: Date | null): void {
    if (deadline === null || deadline > this.#ports.now()) return;
    const message = `must be in the future, found ${deadline.toISOString()}`;
    throw new ForecastError('INVALID_INPUT', `deadline ${message}.`, {
      issues: [{ path: 'deadline', message }],
    });
  }
}

function reused(key: string, job: number): ForecastError {
  return new ForecastError(
    'IDEMPOTENCY_KEY_REUSED',
    `The idempotency key was used for another request, which started job ${job}. Send a new key with a new request.`,
    { key, job: String(job) },
  );
}
