import type { BacktestFinder } from '../../application/models/index.ts';
import type { BaselineFinder } from '../../application/realised-accuracy/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';

/** Finds stored backtests by the models in them. */
export class PostgresBacktestFinder implements BacktestFinder, BaselineFinder {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  newestRunOf(model: string): Promise<number | null> {
    return this.#newest(model, null);
  }

  newestRunOn(datasetId: number, model: string): Promise<number | null> {
    return this.#newest(model, datasetId);
  }

  #newest(model: string, datasetId: number | null): Promise<number | null> {
    return translatingErrors('backtest of a model', async () => {
      const { rows } = await this.#database.pool.query<{ id: number }>(
        `select id from backtest_run
         where completed_at is not null and config->'models' ? $1 and ($2::integer is null or dataset_id = $2)
         order by completed_at desc, id desc limit 1`,
        [model, datasetId],
      );
      return rows[0]?.id ?? null;
    });
  }
}
