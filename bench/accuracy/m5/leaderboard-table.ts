import type { CoverageScore, PooledScores } from '#core/backtest';

import type { Table } from '../../bench.ts';
import { figure } from '../../figures.ts';
import { decimals, percent, signed } from './score-text.ts';
import type { M5Scores } from './m5-scores.ts';

/** Everything that is scored, one row per model. */
export function leaderboardTable(caption: string, scores: readonly M5Scores[]): Table {
  return {
    caption,
    columns: [
      'model',
      ...['WRMSSE', '÷ sNaive', 'L1–9', 'L12', 'L12 ÷ sNaive'],
      ...['WAPE %', 'FVA points', 'WSPL', 'bias %', 'RMSSE'],
      ...['in 80 %', 'in 95 %', '80 % shared', '95 % shared'],
      ...['80 % shared, sums', '95 % shared, sums', 'seconds'],
    ],
    rows: scores.map((entry) => [
      entry.model,
      ...[decimals(entry.wrmsse), decimals(entry.relative.wrmsse), decimals(entry.sums)],
      ...[decimals(entry.items), decimals(entry.relative.items)],
      ...[percent(entry.wape), signed(entry.fva), decimals(entry.wspl), percent(entry.bias)],
      decimals(entry.rmsse),
      ...[0.8, 0.95].map((nominal) => percent(scoreAt(entry.coverage, nominal)?.coverage ?? null)),
      ...[0.8, 0.95].map((nominal) => percent(scoreAt(entry.coverage, nominal)?.shared ?? null)),
      ...[0.8, 0.95].map((nominal) => percent(sharedOfSums(entry.levels, nominal))),
      figure(entry.seconds),
    ]),
  };
}

/** With ties shared, over all values of the levels above that of items which stores share: L1 to L9. */
function sharedOfSums(levels: readonly PooledScores[], nominal: number): number | null {
  let [inside, count] = [0, 0];
  for (const { coverage, scored } of levels.slice(0, 9)) {
    inside += scored * (scoreAt(coverage, nominal)?.shared ?? Number.NaN);
    count += scored;
  }
  return Number.isNaN(inside) || count === 0 ? null : inside / count;
}

function scoreAt(coverage: readonly CoverageScore[], nominal: number): CoverageScore | undefined {
  return coverage.find((one) => Math.abs(one.nominal - nominal) < 1e-9);
}
