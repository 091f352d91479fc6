import type { BacktestComparison } from '../../server/application/backtests/index.ts';
import { coverageByPercent } from './report-json.ts';

/** The comparison for programs: `{ runs, level, levels, windows, notes, lines }`, scores as fractions, `fva` in points. */
export function comparisonJson({ runs, lines, ...rest }: BacktestComparison): object {
  return {
    runs: runs.map(({ id, config, asOf, itemIds, completedAt, resultHash }) => ({
      run: id,
      protocol: { ...config, items: itemIds.length, asOf, completedAt, resultHash },
    })),
    ...rest,
    lines: lines.map(({ scores, ...line }) => ({
      ...line,
      scores: { ...scores, coverage: coverageByPercent(scores.coverage) },
    })),
  };
}
