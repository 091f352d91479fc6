import type { BacktestUnit, UnitHold, UnitLeases } from '../../application/backtests/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { lockedTransaction } from '../locked-transaction.ts';

/** The first of the units ($2, $3) that is neither stored nor held by somebody who lives. */
const takeSql = `
  insert into backtest_lease (run_id, "window", model, holder, expires_at)
  select $1, u."window", u.model, $4, now() + make_interval(secs => $5)
  from unnest($2::integer[], $3::text[]) with ordinality as u("window", model, place)
  where not exists (
      select from backtest_unit d where d.run_id = $1 and d."window" = u."window" and d.model = u.model)
    and not exists (
      select from backtest_lease l
      where l.run_id = $1 and l."window" = u."window" and l.model = u.model and l.expires_at > now())
  order by u.place
  limit 1
  on conflict (run_id, "window", model)
    do update set holder = excluded.holder, expires_at = excluded.expires_at
  returning "window", model`;

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
    units: readonly BacktestUnit[],
    { holder, seconds }: UnitHold,
  ): ReturnType<UnitLeases['take']> {
    const work = `take of a unit of backtest ${run}`;
    const lock = { key: `backtest units ${run}`, work, timeoutSeconds: lockTimeoutSeconds };
    const places = [units.map(({ window }) => window), units.map(({ model }) => model)];
    return lockedTransaction(this.#database, lock, async (client) => {
      const values = [run, ...places, holder, seconds];
      const { rows } = await client.query<BacktestUnit>(takeSql, values);
      const [taken] = rows;
      if (taken !== undefined) return taken;
      const left = await client.query<{ left: number }>(leftSql, [run, ...places]);
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
