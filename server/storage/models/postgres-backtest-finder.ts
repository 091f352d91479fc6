import type { BacktestFinder } from '../../application/models/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';

/** Finds stored backtests by the models in them. */
export class PostgresBacktestFinder implements BacktestFinder {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  newestRunOf(model: string): Promise<number | null> {
    return translatingErrors('backtest of a model', async () => {
      const { rows } = await this.#database.pool.query<{ id: number }>(
        `select id from backtest_run where completed_at is not null and config->'models' ? $1
         order by completed_at desc, id desc limit 1`,
        [model],
      );
      return rows[0]?.id ?? null;
    });
  }
}
