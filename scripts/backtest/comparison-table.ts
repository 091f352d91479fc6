import type { BacktestComparison, ComparedLine } from '../../server/application/backtests/index.ts';
import { type Column, formatTable } from '../terminal/index.ts';
import { coverageAt } from './coverage-at.ts';
import { percent, points, score, signedScore } from './score-text.ts';

const right = (title: string, text: (line: ComparedLine) => string): Column<ComparedLine> => ({
  title,
  align: 'right',
  text,
});

const columnsOver = (windows: number): readonly Column<ComparedLine>[] => [
  { title: 'model', text: ({ model }) => model },
  right('run', ({ run }) => String(run)),
  right('WAPE %', ({ scores }) => percent(scores.wape)),
  right('diff', ({ differences }) => points(hundredfold(differences?.wape))),
  right('bias %', ({ scores }) => percent(scores.bias)),
  right('RMSSE', ({ scores }) => score(scores.rmsse)),
  right('diff', ({ differences }) => signedScore(differences?.rmsse ?? null)),
  right('WRMSSE', ({ scores }) => score(scores.wrmsse)),
  right('diff', ({ differences }) => signedScore(differences?.wrmsse ?? null)),
  right('WSPL', ({ scores }) => score(scores.wspl)),
  right('diff', ({ differences }) => signedScore(differences?.wspl ?? null)),
  right('in 80 %', ({ scores }) => percent(coverageAt(scores.coverage, 0.8))),
  right('better in', ({ windowsBetter }) =>
    windowsBetter === null ? '-' : `${windowsBetter}/${windows}`,
  ),
  { title: 'than', text: ({ against, model }) => referenceOf(against, model) },
];

/** The comparison for people, best first, under what was compared and above what differs between the runs. */
export function formatComparison(comparison: BacktestComparison): string {
  const { runs, level, levels, windows, lines, notes } = comparison;
  const [{ config }] = runs as [(typeof runs)[0]];
  const numbers = runs.map(({ id }) => id).join(', ');
  const scope =
    level === null
      ? `WAPE, bias, RMSSE and coverage: single items. WRMSSE and WSPL: mean over ${levels.length} levels.`
      : `Scores of the level ${level}.`;
  return [
    `Backtests ${numbers} of ${config.dataset}: ${windows} windows x ${config.horizon} periods\n\n`,
    formatTable(columnsOver(windows), lines),
    `\n${scope}\n`,
    'A difference below zero, and a window that is better by WAPE, speak for the line; WAPE differs in points.\n',
    ...notes.map((note) => `Differs in ${note}.\n`),
  ].join('');
}

function hundredfold(value: number | null | undefined): number | null {
  return value == null ? null : 100 * value;
}

function referenceOf(against: ComparedLine['against'], model: string): string {
  if (against === null) return '-';
  return against.model === model ? `run ${against.run}` : `${against.model}, run ${against.run}`;
}
