import { ForecastError } from '#core/errors';

import type { BacktestRun } from './backtest.ts';
import type { BacktestStore } from './ports.ts';

/**
 * A stored run that is complete.
 * @throws ForecastError BACKTEST_NOT_FOUND, also for one that is not finished.
 */
export async function finishedRun(
  store: Pick<BacktestStore, 'find'>,
  id: number,
): Promise<BacktestRun> {
  const run = await store.find(id);
  if (run?.completedAt != null) return run;
  const message =
    run === null
      ? `There is no backtest ${id}. \`forecastle backtests\` lists those that are stored.`
      : `Backtest ${id} is not finished: run the same \`forecastle backtest\` again, and it goes on where it stopped.`;
  throw new ForecastError('BACKTEST_NOT_FOUND', message, { run: String(id) });
}
