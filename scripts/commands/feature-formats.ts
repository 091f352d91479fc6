import type { FeatureDescription, PeriodValues } from '../../server/application/features/index.ts';
import { csvLine } from '../../server/files/index.ts';
import { type Column, formatNumber, formatTable } from '../terminal/index.ts';

interface Line {
  readonly block: 'scale' | 'category' | 'summary' | 'past' | 'future';
  /** Empty where a value belongs to the whole sample. */
  readonly date: string;
  readonly feature: string;
  readonly value: number;
}

const columns: readonly Column<Line>[] = [
  { title: 'block', text: ({ block }) => block },
  { title: 'date', text: ({ date }) => date },
  { title: 'feature', text: ({ feature }) => feature },
  { title: 'value', align: 'right', text: ({ value }) => formatNumber(value) },
];

/** One line per value that is not zero. */
export function featuresTable(found: FeatureDescription): string {
  const { item, dataset, cutoff, specHash } = found;
  const head = `${item} of ${dataset}, demand up to ${cutoff}, spec ${specHash.slice(0, 12)}\n`;
  return (
    head +
    formatTable(
      columns,
      linesOf(found).filter(({ value }) => value !== 0),
    )
  );
}

/** One line per value. */
export function featuresCsv(found: FeatureDescription): string {
  const lines = linesOf(found).map(({ block, date, feature, value }) =>
    csvLine([block, date, feature, value]),
  );
  return csvLine(['block', 'date', 'feature', 'value']) + lines.join('');
}

function linesOf(found: FeatureDescription): readonly Line[] {
  const { scale, categories, summary, past, future } = found;
  return [
    { block: 'scale', date: '', feature: 'scale', value: scale },
    ...categories.map(({ attribute, number }): Line => ({
      block: 'category',
      date: '',
      feature: attribute,
      value: number,
    })),
    ...namedLines('summary', [{ date: '', values: summary }]),
    ...namedLines('past', past),
    ...namedLines('future', future),
  ];
}

function namedLines(block: Line['block'], periods: readonly PeriodValues[]): readonly Line[] {
  return periods.flatMap(({ date, values }) =>
    Object.entries(values).map(([feature, value]) => ({ block, date, feature, value })),
  );
}
