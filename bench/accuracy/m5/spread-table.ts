import type { ModelWindow } from '#core/backtest';

import type { Table } from '../../bench.ts';
import { type M5Scores, m5Scores } from './m5-scores.ts';

/** Models that are shown: so many of the best by WRMSSE, and so many by WAPE. */
const leaders = 5;

/** How the scores of the leading models vary from origin to origin: mean ± standard deviation, and the worst origin. */
export function spreadTable(
  caption: string,
  scores: readonly M5Scores[],
  results: readonly ModelWindow[],
): Table {
  const byWape = scores.toSorted((one, other) => (one.wape ?? Infinity) - (other.wape ?? Infinity));
  const leading = new Set([...scores.slice(0, leaders), ...byWape.slice(0, leaders)]);
  const windows = [...Map.groupBy(results, ({ window }) => window).values()].map(m5Scores);
  return {
    caption,
    columns: [
      'model',
      ...['WRMSSE', 'WRMSSE ÷ sNaive', 'worst', 'L12 ÷ sNaive', 'worst', 'WAPE %', 'FVA points'],
    ],
    rows: [...leading].map(({ model }) => {
      const own = windows.map((entries) => entries.find((entry) => entry.model === model)!);
      const values = (score: (entry: M5Scores) => number | null) =>
        own.map((entry) => score(entry) ?? Number.NaN);
      const relative = values((entry) => entry.relative.wrmsse);
      const items = values((entry) => entry.relative.items);
      return [
        model,
        spread(
          values(({ wrmsse }) => wrmsse),
          4,
        ),
        ...[spread(relative, 4), Math.max(...relative).toFixed(4)],
        ...[spread(items, 4), Math.max(...items).toFixed(4)],
        spread(
          values(({ wape }) => (wape === null ? null : 100 * wape)),
          1,
        ),
        spread(
          values(({ fva }) => fva),
          1,
        ),
      ];
    }),
  };
}

/** Mean and standard deviation of the origins as a sample. */
function spread(values: readonly number[], digits: number): string {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / Math.max(1, values.length - 1));
  return `${mean.toFixed(digits)} ± ${deviation.toFixed(digits)}`;
}
