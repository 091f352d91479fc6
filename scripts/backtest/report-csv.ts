import type { BacktestReport } from '../../server/application/backtests/index.ts';
import { csvLine } from '../../server/files/index.ts';

/** One line per model and level, and one per model with the level `all`: the leaderboard. */
export function reportCsv({ leaderboard }: BacktestReport): string {
  const nominals = leaderboard[0]?.coverage.map(({ nominal }) => nominal) ?? [];
  const lines = leaderboard.flatMap((entry) =>
    [{ ...entry, level: 'all', series: null }, ...entry.levels].map((scores) =>
      csvLine([
        entry.model,
        scores.level,
        scores.series,
        scores.wape,
        scores.wapeMean,
        scores.bias,
        scores.rmsse,
        scores.wrmsse,
        scores.wspl,
        scores.fva,
        ...nominals.map((_, place) => scores.coverage[place]?.coverage ?? null),
        ...nominals.map((_, place) => scores.coverage[place]?.shared ?? null),
        entry.seconds,
      ]),
    ),
  );
  const head = [
    'model',
    'level',
    'series',
    'wape',
    'wape_mean',
    'bias',
    'rmsse',
    'wrmsse',
    'wspl',
    'fva',
    ...nominals.map((nominal) => `coverage_${percentOf(nominal)}`),
    ...nominals.map((nominal) => `coverage_shared_${percentOf(nominal)}`),
    'seconds',
  ];
  return [csvLine(head), ...lines].join('');
}

function percentOf(nominal: number): number {
  return Number((100 * nominal).toFixed(6));
}
