import {
  type BacktestComparison,
  comparedMetrics,
} from '../../server/application/backtests/index.ts';
import { csvLine } from '../../server/files/index.ts';
import { coverageAt } from './coverage-at.ts';

/** One line per run and model, best first; scores are fractions, differences those to `against_model` of `against_run`. */
export function comparisonCsv({ level, lines }: BacktestComparison): string {
  const head = [
    ...['run', 'model', 'level', 'wape', 'wape_mean', 'bias', 'rmsse', 'wrmsse', 'wspl', 'fva'],
    ...['coverage_80', 'coverage_95', 'seconds', 'against_run', 'against_model'],
    ...['diff_wape', 'diff_wape_mean', 'diff_rmsse', 'diff_wrmsse', 'diff_wspl', 'windows_better'],
  ];
  const rows = lines.map(({ run, model, scores, seconds, against, differences, windowsBetter }) =>
    csvLine([
      ...[run, model, level ?? 'all', scores.wape, scores.wapeMean, scores.bias, scores.rmsse],
      ...[scores.wrmsse, scores.wspl, scores.fva],
      ...[coverageAt(scores.coverage, 0.8), coverageAt(scores.coverage, 0.95), seconds],
      ...[against?.run ?? null, against?.model ?? null],
      ...comparedMetrics.map((metric) => differences?.[metric] ?? null),
      windowsBetter,
    ]),
  );
  return [csvLine(head), ...rows].join('');
}
