import type { LevelResult } from '#core/backtest';
import type { PoolClient } from 'pg';

import type { FinishedUnit } from '../../application/backtests/index.ts';
import { encodeFloat64Array } from '../copy/encode-array.ts';
import { sumColumns, sumValues } from './score-sums.ts';

const unitSql = `
  insert into backtest_unit
    (run_id, "window", model, seconds, result_hash,
     item_error, item_absolute_error, item_squared_error, item_median_absolute_error)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
  on conflict (run_id, "window", model) do nothing
  returning id`;

const scoreSql = `
  insert into backtest_score
    (unit_id, rank, level, series, unscaled, wrmsse, wspl, rmsse,
     ${sumColumns})
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21)`;

/** Writes a unit with its scores; nothing where it is there already. Sums of items go over in binary: there may be many. */
export async function insertUnit(
  client: PoolClient,
  runId: number,
  { window, model, seconds, resultHash, result: { items, levels } }: FinishedUnit,
): Promise<void> {
  const sums = [
    items.error,
    items.absoluteError,
    items.squaredError,
    items.medianAbsoluteError,
  ].map(encodeFloat64Array);
  const facts = [runId, window, model, seconds, resultHash];
  const { rows } = await client.query<{ id: number }>(unitSql, [...facts, ...sums]);
  const unit = rows[0];
  if (unit === undefined) return;
  for (const [rank, level] of levels.entries()) {
    await client.query(scoreSql, [unit.id, rank, ...scoreValues(level)]);
  }
}

function scoreValues({ leads, intervals, ...scores }: LevelResult): readonly unknown[] {
  return [
    scores.level,
    scores.series,
    scores.unscaled,
    scores.wrmsse,
    scores.wspl,
    scores.rmsse,
    ...sumValues({ leads, intervals }),
  ];
}
