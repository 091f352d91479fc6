import type { PoolClient } from 'pg';

import type { StoredWindow } from '../../application/backtests/index.ts';
import { encodeFloat64Array } from '../copy/encode-array.ts';

const windowSql = `
  insert into backtest_window
    (run_id, "index", cutoff, fit_cutoff, item_count, item_actual, item_absolute_actual)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (run_id, "index") do nothing`;

/** Writes a window; nothing where it is there already. Sums of items go over in binary: there may be many. */
export async function insertWindow(
  client: PoolClient,
  runId: number,
  { index, cutoff, fitCutoff, demand: { count, actual, absoluteActual } }: StoredWindow,
): Promise<void> {
  const sums = [actual, absoluteActual].map(encodeFloat64Array);
  await client.query(windowSql, [runId, index, cutoff, fitCutoff, [...count], ...sums]);
}
