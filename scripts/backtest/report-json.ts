import type { CoverageScore } from '#core/backtest';

import type { BacktestReport } from '../../server/application/backtests/index.ts';

/** The report for programs: `{ run, protocol, leaderboard }`, scores as fractions, `fva` in points. */
export function reportJson({ run, windows, leaderboard }: BacktestReport): object {
  const { config, asOf, itemIds, resultHash } = run;
  return {
    run: run.id,
    protocol: { ...config, items: itemIds.length, asOf, cutoffs: windows, resultHash },
    leaderboard: leaderboard.map(({ coverage, levels, ...entry }) => ({
      ...entry,
      coverage: coverageByPercent(coverage),
      coverageShared: sharedByPercent(coverage),
      levels: levels.map(({ coverage: own, ...level }) => ({
        ...level,
        coverage: coverageByPercent(own),
        coverageShared: sharedByPercent(own),
      })),
    })),
  };
}

/** Observed coverage by nominal coverage in percent: `{ "80": 0.81, "95": 0.94 }`. */
export function coverageByPercent(coverage: readonly CoverageScore[]): object {
  return Object.fromEntries(
    coverage.map(({ nominal, coverage: observed }) => [percentOf(nominal), observed]),
  );
}

/** The same with ties shared; null where an older run did not keep it. */
function sharedByPercent(coverage: readonly CoverageScore[]): object {
  return Object.fromEntries(coverage.map(({ nominal, shared }) => [percentOf(nominal), shared]));
}

function percentOf(nominal: number): string {
  return String(Number((100 * nominal).toFixed(6)));
}
