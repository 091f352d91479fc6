import type { LevelMetrics } from '../level-metrics.ts';
import { markdownTable } from './markdown-table.ts';
import type { CardScores, ModelCard } from './model-card.ts';

const titles = [
  'level',
  'series',
  'WAPE',
  'WAPE of mean',
  'bias',
  'RMSSE',
  'WRMSSE',
  'points over seasonal naive',
  'coverage (nominal)',
];

/** The card as a page of Markdown: the same card gives the same bytes. */
export function renderModelCard(card: ModelCard): string {
  const sections = [
    `# ${card.model}@${card.version}`,
    line(card.description),
    markdownTable(
      ['fact', 'value'],
      card.facts.map(([name, value]) => [name, value]),
    ),
    '## Training',
    card.training.map(line).join('\n\n'),
    '## Scores',
    ...card.scores.map(scoresText),
    ...(card.scores.length === 0 ? ['No scores are recorded.'] : []),
    '## Intended use',
    line(card.intendedUse),
    '## Limits',
    card.limits.map((limit) => `- ${line(limit)}`).join('\n'),
  ];
  return `${sections.filter((text) => text !== '').join('\n\n')}\n`;
}

function scoresText({ title, origin, levels }: CardScores): string {
  return [`### ${title}`, line(origin), markdownTable(titles, levels.map(rowOf))].join('\n\n');
}

function rowOf(scores: LevelMetrics): readonly string[] {
  const { level, series, wape, wapeMean, bias, rmsse, wrmsse, fva, coverage } = scores;
  const intervals = coverage.map(
    (one) => `${percent(one.shared ?? one.coverage)} (${Math.round(one.nominal * 100)} %)`,
  );
  return [
    level,
    String(series),
    percent(wape),
    percent(wapeMean),
    percent(bias),
    number(rmsse),
    number(wrmsse),
    number(fva),
    intervals.join(', ') || '-',
  ];
}

function percent(share: number | null): string {
  return share === null ? '-' : `${(share * 100).toFixed(1)} %`;
}

function number(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

/** Text from data stays one paragraph. */
function line(text: string): string {
  return text.replaceAll(/\s+/g, ' ').trim();
}
