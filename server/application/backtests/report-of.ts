import { leaderboard, type ModelWindow } from '#core/backtest';

import type { BacktestReport, BacktestRun } from './backtest.ts';
import type { StoredWindow } from './ports.ts';

/** The report of a finished run from what is stored of it. */
export function reportOf(
  run: BacktestRun,
  windows: readonly StoredWindow[],
  results: readonly ModelWindow[],
  dateOfPeriod: (period: number) => string,
): BacktestReport {
  return {
    run,
    windows: windows.map(({ cutoff }) => ({
      cutoff: dateOfPeriod(cutoff),
      from: dateOfPeriod(cutoff + 1),
      to: dateOfPeriod(cutoff + run.config.horizon),
    })),
    leaderboard: leaderboard(results),
  };
}
