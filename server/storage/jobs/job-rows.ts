import { z } from 'zod';

import {
  type Job,
  type JobFailure,
  jobKinds,
  type JobProgress,
  type JobResult,
  jobStatuses,
  promotionOutcomes,
} from '../../application/jobs/index.ts';

/** The columns of a job with the slug of its dataset. Whole numbers of 8 bytes come as text. */
export const jobColumns = `
  j.id, j.kind, d.slug as dataset, j.input, j.request_sha256, j.idempotency_key, j.status, j.priority, j.turn, j.deadline_at,
  j.budget, j.attempts, j.stage, j.done, j.total, j.unit, j.details, j.revision, j.cancel_requested_at, j.error, j.result,
  j.cpu_seconds, j.wall_seconds, j.peak_memory_bytes, j.values_read, j.item_windows, j.price, j.traceparent, j.created_at,
  j.started_at, j.finished_at`;

const known = z.number().nullable().default(null);

/** Column `details`: progress that only some kinds have. */
const details = z.object({
  windowsDone: known,
  windowsTotal: known,
  wape: known,
  loss: known,
  secondsLeft: known,
}) satisfies z.ZodType<Omit<JobProgress, 'stage' | 'done' | 'total' | 'unit'>>;

/** What `finish` writes; the codes are those of the release that wrote them. */
const failure = z.object({
  code: z.string().transform((code) => code as JobFailure['code']),
  message: z.string(),
});

const result = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('backtest'), run: z.int() }),
  z.object({ kind: z.literal('forecast-issue'), issue: z.int() }),
  z.object({ kind: z.literal('forecast-export'), export: z.string() }),
  z.object({
    kind: z.literal('model-version'),
    model: z.string(),
    version: z.string(),
    promotion: z.enum(promotionOutcomes).nullable().default(null),
  }),
  z.object({ kind: z.literal('drift-report'), report: z.int() }),
  z.object({
    kind: z.literal('alerts'),
    raised: z.int(),
    seenAgain: z.int(),
    resolved: z.int(),
  }),
]) satisfies z.ZodType<JobResult>;

const jobRow = z.object({
  id: z.int(),
  kind: z.enum(jobKinds),
  dataset: z.string(),
  input: z.unknown(),
  request_sha256: z.string(),
  idempotency_key: z.string().nullable(),
  status: z.enum(jobStatuses),
  priority: z.int(),
  turn: z.int(),
  deadline_at: z.date().nullable(),
  budget: z.number().nullable(),
  attempts: z.int(),
  stage: z.string(),
  done: z.int(),
  total: z.int().nullable(),
  unit: z.string(),
  details,
  revision: z.int(),
  cancel_requested_at: z.date().nullable(),
  error: failure.nullable(),
  result: result.nullable(),
  cpu_seconds: z.number(),
  wall_seconds: z.number(),
  peak_memory_bytes: z.coerce.number(),
  values_read: z.coerce.number(),
  item_windows: z.coerce.number(),
  price: z.number(),
  traceparent: z.string().nullable(),
  created_at: z.date(),
  started_at: z.date().nullable(),
  finished_at: z.date().nullable(),
});

/** A job as it is stored, with what only the queue and the idempotency check look at. */
export interface StoredJob {
  readonly job: Job;
  readonly requestSha256: string;
  readonly turn: number;
}

export function jobFromRow(row: unknown): StoredJob {
  const value = jobRow.parse(row);
  const { stage, done, total, unit } = value;
  return {
    requestSha256: value.request_sha256,
    turn: value.turn,
    job: {
      id: value.id,
      kind: value.kind,
      dataset: value.dataset,
      input: value.input,
      idempotencyKey: value.idempotency_key,
      status: value.status,
      priority: value.priority,
      deadline: value.deadline_at,
      budget: value.budget,
      attempts: value.attempts,
      progress: { stage, done, total, unit, ...value.details },
      cost: {
        cpuSeconds: value.cpu_seconds,
        wallSeconds: value.wall_seconds,
        peakMemoryBytes: value.peak_memory_bytes,
        valuesRead: value.values_read,
        itemWindows: value.item_windows,
        price: value.price,
      },
      cancelRequestedAt: value.cancel_requested_at,
      error: value.error,
      result: value.result,
      traceparent: value.traceparent,
      createdAt: value.created_at,
      startedAt: value.started_at,
      finishedAt: value.finished_at,
      revision: value.revision,
    },
  };
}
