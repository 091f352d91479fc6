import { z } from 'zod';

import { jobKinds, jobStatuses } from '../../application/jobs/index.ts';
import { type DueRun, runOutcomes, type Schedule } from '../../application/schedules/index.ts';

/** Schedules with their last run, by name; a condition on `s` and `d` goes behind it. */
export const schedulesSql = `
  select s.id, s.name, d.slug as dataset, s.kind, s.cron, s.time_zone as "timeZone", s.settings, s.is_paused as "isPaused",
    s.watched_since as "watchedSince", h.handled as "handledTo",
    r.planned_at as "plannedAt", r.outcome, r.job_id as job, j.status as "jobStatus", r.detail
  from schedule s join dataset d on d.id = s.dataset_id
  left join lateral (select max(planned_at) as handled from schedule_run
                     where schedule_id = s.id and outcome in ('started', 'skipped')) h on true
  left join lateral (select * from schedule_run where schedule_id = s.id order by planned_at desc limit 1) r on true
  left join job j on j.id = r.job_id`;

const settings = z.record(z.string(), z.unknown());

const scheduleRow = z.object({
  id: z.int(),
  name: z.string(),
  dataset: z.string(),
  kind: z.enum(jobKinds),
  cron: z.string(),
  timeZone: z.string(),
  settings,
  isPaused: z.boolean(),
  watchedSince: z.date(),
  handledTo: z.date().nullable(),
  plannedAt: z.date().nullable(),
  outcome: z.enum(runOutcomes).nullable(),
  job: z.int().nullable(),
  jobStatus: z.enum(jobStatuses).nullable(),
  detail: z.string().nullable(),
});

export function scheduleFromRow(row: unknown): Schedule {
  const { plannedAt, outcome, job, jobStatus, detail, ...schedule } = scheduleRow.parse(row);
  const hasRun = plannedAt !== null && outcome !== null;
  const lastRun = hasRun ? { plannedAt, outcome, job, jobStatus, detail } : null;
  return { ...schedule, lastRun };
}

const dueRow = z.object({
  id: z.int(),
  schedule: z.int(),
  dataset: z.string(),
  kind: z.enum(jobKinds),
  settings,
  plannedAt: z.date(),
}) satisfies z.ZodType<DueRun>;

export function dueRunFromRow(row: unknown): DueRun {
  return dueRow.parse(row);
}
