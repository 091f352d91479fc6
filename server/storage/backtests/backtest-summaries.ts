import type { BacktestSummary } from '../../application/backtests/index.ts';
import { configFromRow } from './backtest-rows.ts';

/** A run as it is listed: its items are only counted. */
export interface SummaryRow extends Omit<BacktestSummary, 'config'> {
  readonly config: unknown;
}

const columns = `
  select r.id, r.dataset_id as "datasetId", r.config, r.as_of as "asOf", cardinality(r.item_ids) as items,
         r.created_at as "createdAt", r.completed_at as "completedAt", r.result_hash as "resultHash",
         (select count(*)::integer from backtest_unit u where u.run_id = r.id) as "unitsDone"
  from backtest_run r`;

/** Runs of a dataset ($1), or of all datasets where that is null, newest first. */
export const summariesSql = `${columns}
  where $1::integer is null or r.dataset_id = $1
  order by r.id desc`;

/** A page of runs, newest first; null = any. */
export const summaryPageSql = `${columns}
  join dataset d on d.id = r.dataset_id
  where ($1::integer[] is null or r.id = any($1)) and ($2::text is null or d.slug = $2)
    and ($3::boolean is null or (r.completed_at is not null) = $3) and ($4::integer is null or r.id < $4)
  order by r.id desc
  limit $5`;

export function summaryFromRow({ config, ...row }: SummaryRow): BacktestSummary {
  return { ...row, config: configFromRow(config) };
}
