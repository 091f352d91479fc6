import type { UnitBatch, UnitHold, UnitLeases } from '../../application/backtests/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { lockedTransaction } from '../locked-transaction.ts';

/** What is not stored of the first batch ($4) of units ($2, $3) of which nobody who lives holds anything. */
const takeSql = `
  with missing as (
    select u."window", u.model, u.batch, l.run_id is not null as held
    from unnest($2::integer[], $3::text[], $4::integer[]) as u("window", model, batch)
    left join backtest_lease l
      on l.run_id = $1 and l."window" = u."window" and l.model = u.model and l.expires_at > now()
    where not exists (
      select from backtest_unit d where d.run_id = $1 and d."window" = u."window" and d.model = u.model)
  ),
  free as (select batch from missing group by batch having not bool_or(held) order by batch limit 1)
  insert into backtest_lease (run_id, "window", model, holder, expires_at)
  select $1, m."window", m.model, $5, now() + make_interval(secs => $6)
  from missing m join free using (batch)
  on conflict (run_id, "window", model)
    do update set holder = excluded.holder, expires_at = excluded.expires_at
  returning (select batch from free) as batch, model`;

const leftSql = `
  select count(*)::integer as "left"
  from unnest($2::integer[], $3::text[]) as u("window", model)
  where not exists (
    select from backtest_unit d where d.run_id = $1 and d."window" = u."window" and d.model = u.model)`;

/** Seconds that one taker may wait for another; taking is a matter of milliseconds. */
const lockTimeoutSeconds = 20;

/** Leases of backtest units, by the clock of the database. */
export class PostgresUnitLeases implements UnitLeases {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  take(
    run: number,
    batches: readonly UnitBatch[],
    { holder, seconds }: UnitHold,
  ): ReturnType<UnitLeases['take']> {
    const work = `take of units of backtest ${run}`;
    const lock = { key: `backtest units ${run}`, work, timeoutSeconds: lockTimeoutSeconds };
    const windows = batches.flatMap(({ window, models }) => models.map(() => window));
    const models = batches.flatMap((batch) => batch.models);
    const places = batches.flatMap((batch, place) => batch.models.map(() => place));
    return lockedTransaction(this.#database, lock, async (client) => {
      const values = [run, windows, models, places, holder, seconds];
      const { rows } = await client.query<{ batch: number; model: string }>(takeSql, values);
      if (rows.length > 0) {
        const batch = batches[rows[0]!.batch]!;
        const taken = new Set(rows.map(({ model }) => model));
        return { ...batch, models: batch.models.filter((model) => taken.has(model)) };
      }
      const left = await client.query<{ left: number }>(leftSql, [run, windows, models]);
      return left.rows[0]!.left === 0 ? 'all-done' : 'all-held';
    });
  }

  async renew(run: number, { holder, seconds }: UnitHold): Promise<void> {
    await this.#query(
      `update backtest_lease set expires_at = now() + make_interval(secs => $3)
       where run_id = $1 and holder = $2`,
      [run, holder, seconds],
    );
  }

  async release(run: number, holder: string): Promise<void> {
    const sql = 'delete from backtest_lease where run_id = $1 and holder = $2';
    await this.#query(sql, [run, holder]);
  }

  #query(sql: string, values: readonly unknown[]) {
    return translatingErrors('backtest leases', () => this.#database.pool.query(sql, [...values]));
  }
}
