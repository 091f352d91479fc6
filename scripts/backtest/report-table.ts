import type { LeaderboardEntry } from '#core/backtest';

import type { BacktestReport } from '../../server/application/backtests/index.ts';
import { type Column, formatCount, formatDuration, formatTable } from '../terminal/index.ts';
import { coverageAt, sharedCoverageAt } from './coverage-at.ts';
import { percent, points, score } from './score-text.ts';

const right = (
  title: string,
  text: (entry: LeaderboardEntry) => string,
): Column<LeaderboardEntry> => ({ title, align: 'right', text });

const columns: readonly Column<LeaderboardEntry>[] = [
  { title: 'model', text: ({ model }) => model },
  right('WAPE %', ({ wape }) => percent(wape)),
  right('of mean %', ({ wapeMean }) => percent(wapeMean)),
  right('bias %', ({ bias }) => percent(bias)),
  right('FVA', ({ fva }) => points(fva)),
  right('RMSSE', ({ rmsse }) => score(rmsse)),
  right('WRMSSE', ({ wrmsse }) => score(wrmsse)),
  right('WSPL', ({ wspl }) => score(wspl)),
  right('in 80 %', ({ coverage }) => percent(coverageAt(coverage, 0.8))),
  right('in 95 %', ({ coverage }) => percent(coverageAt(coverage, 0.95))),
  right('80 % shared', ({ coverage }) => percent(sharedCoverageAt(coverage, 0.8))),
  right('95 % shared', ({ coverage }) => percent(sharedCoverageAt(coverage, 0.95))),
  right('time', ({ seconds }) => formatDuration(1000 * seconds)),
];

/** The leaderboard for people, best first, under a line that says what was scored. */
export function formatReport({ run, windows, leaderboard }: BacktestReport): string {
  const { config, itemIds } = run;
  const first = windows[0]?.from ?? '-';
  const last = windows.at(-1)?.to ?? '-';
  return [
    `Backtest ${run.id} of ${config.dataset}: ${formatCount(itemIds.length)} items, ${config.windows} windows x ${config.horizon} periods, ${first} to ${last}\n\n`,
    formatTable(columns, leaderboard),
    `\nWAPE is that of the medians, single items. WRMSSE and WSPL: mean over ${config.levels.length} levels, weighed by ${config.weights}.\n`,
    'FVA: points of WAPE better than seasonal naive. Shared: demand at the end of an interval counts by the share of its probability inside.\n',
  ].join('');
}
