import { jobColumns } from './job-rows.ts';

/**
 * A new job, or nothing where its key is known. Its turn is the one behind the last of its dataset that waits or runs, and
 * behind that which was begun last: datasets take turns, whoever starts how many jobs at once.
 */
export const createSql = `
  insert into job (kind, dataset_id, input, request_sha256, idempotency_key, priority, deadline_at, budget, traceparent, turn)
  select $1, $2, $3, $4, $5, $6, $7, $8, $9, 1 + greatest(
    (select max(turn) from job where dataset_id = $2 and status in ('queued', 'running')),
    (select turn from job where started_at is not null order by started_at desc limit 1), 0)
  on conflict (idempotency_key) do nothing
  returning id, turn`;

/** A page of jobs, newest first; null = any. */
export const pageSql = `
  select ${jobColumns}
  from job j join dataset d on d.id = j.dataset_id
  where ($1::text[] is null or j.kind = any($1)) and ($2::text[] is null or j.status = any($2))
    and ($3::text is null or d.slug = $3) and ($4::integer is null or j.id < $4)
  order by j.id desc
  limit $5`;

/** What jobs that ended on or after a day have cost, by day and kind; null = any. */
export const costsSql = `
  select to_char(j.finished_at at time zone 'UTC', 'YYYY-MM-DD') as day, j.kind, count(*)::integer as jobs,
         (count(*) filter (where j.status = 'succeeded'))::integer as succeeded,
         sum(j.cpu_seconds) as "cpuSeconds", sum(j.wall_seconds) as "wallSeconds",
         max(j.peak_memory_bytes)::float8 as "peakMemoryBytes", sum(j.values_read)::float8 as "valuesRead",
         sum(j.item_windows)::float8 as "itemWindows", sum(j.price) as price
  from job j join dataset d on d.id = j.dataset_id
  where j.finished_at >= $3::date::timestamp at time zone 'UTC'
    and ($1::text[] is null or j.kind = any($1)) and ($2::text is null or d.slug = $2)
  group by day, j.kind
  order by day, j.kind`;

/** The attempt of an owner: from now on only its writes count. */
export const beginSql = `
  update job j set status = 'running', attempts = j.attempts + 1, stage = 'read',
                   started_at = coalesce(j.started_at, now())
  from dataset d
  where d.id = j.dataset_id and j.id = $1 and j.status in ('queued', 'running')
  returning ${jobColumns}`;

const spends = `
  cpu_seconds = cpu_seconds + $2, peak_memory_bytes = greatest(peak_memory_bytes, $3), values_read = values_read + $4,
  item_windows = greatest(item_windows, $5), price = price + $6`;

const orders = `
  cancel_requested_at is not null as "isCancelled", coalesce(deadline_at <= now(), false) as "isOverdue", price`;

/** What the owner ($7 its attempt) has spent, and where it stands. */
export const ownReportSql = `
  update job set ${spends}, wall_seconds = wall_seconds + $8, stage = coalesce($9, stage), done = coalesce($10, done),
                 total = coalesce($11, total), unit = coalesce($12, unit), details = coalesce($13, details)
  where id = $1 and status = 'running' and attempts = $7
  returning ${orders}`;

export const helpReportSql = `
  update job set ${spends} where id = $1 and status in ('queued', 'running') returning ${orders}`;

export const finishSql = `
  update job set status = $3::text, stage = $3::text, error = coalesce($4, error), result = $5, finished_at = now(),
                 done = case when $3::text = 'succeeded' then coalesce(total, done) else done end
  where id = $1 and status = 'running' and attempts = $2
  returning id`;

export const requeueSql = `
  update job set status = 'queued', stage = 'queued', error = coalesce($3, error)
  where id = $1 and status = 'running' and attempts = $2
  returning id, kind, priority, turn`;

/** Jobs that nobody works on end here; others when their workers hear of it. */
export const cancelSql = `
  update job set cancel_requested_at = coalesce(cancel_requested_at, now()),
                 status = case when status = 'queued' then 'cancelled' else status end,
                 stage = case when status = 'queued' then 'cancelled' else stage end,
                 finished_at = case when status = 'queued' then now() end
  where id = $1 and status in ('queued', 'running')`;
