import { RunBacktest, SelectModels } from '../application/backtests/index.ts';
import { BacktestThreadPool } from '../compute/index.ts';
import { sha256OfText } from '../files/index.ts';
import {
  type Database,
  PostgresBacktestStore,
  PostgresCatalogReader,
  PostgresSeriesReader,
} from '../storage/index.ts';
import { untraced } from './test-api.ts';

/** The use cases of backtests over a database, on this many threads. */
export function backtestsOver(database: Database, threads = 1) {
  const catalog = new PostgresCatalogReader(database);
  const store = new PostgresBacktestStore(database);
  const runBacktest = new RunBacktest({
    catalog,
    store,
    series: new PostgresSeriesReader(database),
    compute: new BacktestThreadPool(threads),
    learned: null,
    tracer: untraced,
    now: () => new Date(),
    sha256: sha256OfText,
    release: '0.0.0',
  });
  return { runBacktest, selectModels: new SelectModels(catalog, store), store };
}

/** Everything that is stored of backtests but numbers that rows are given and times, as text in a fixed order. */
export async function storedBacktests({ pool }: Database): Promise<readonly string[]> {
  const { rows } = await pool.query<{ line: string }>(`
    select (to_jsonb(u) - 'id' - 'run_id' - 'seconds' - 'completed_at')::text as line
    from backtest_unit u order by u."window", u.model`);
  const scores = await pool.query<{ line: string }>(`
    select u."window" || ' ' || u.model || ' ' || (to_jsonb(s) - 'unit_id')::text as line
    from backtest_score s join backtest_unit u on u.id = s.unit_id order by u."window", u.model, s.rank`);
  const windows = await pool.query<{ line: string }>(`
    select (to_jsonb(w) - 'run_id')::text as line from backtest_window w order by w.index`);
  return [...rows, ...scores.rows, ...windows.rows].map(({ line }) => line);
}
