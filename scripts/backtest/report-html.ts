import type { LeaderboardEntry, PooledScores } from '#core/backtest';

import type { BacktestReport } from '../../server/application/backtests/index.ts';
import { formatCount, formatDuration } from '../terminal/index.ts';
import { coverageAt, sharedCoverageAt } from './coverage-at.ts';
import { escaped } from './markup.ts';
import { reportCharts } from './report-charts.ts';
import { reportStyle } from './report-style.ts';
import { percent, points, score } from './score-text.ts';

/** The report as one HTML file with inline drawings: nothing is loaded from anywhere. */
export function reportHtml(report: BacktestReport): string {
  const { run, leaderboard } = report;
  const title = `Backtest ${run.id} of ${run.config.dataset}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escaped(title)}</title><style>${reportStyle}</style></head><body>
<h1>${escaped(title)}</h1>
<p>${escaped(summary(report))}</p>
<h2>Leaderboard</h2>
<p>WAPE, bias, RMSSE and coverage are those of single items over all windows together; WAPE is that of the median forecast. WRMSSE and WSPL are means over the levels. FVA: points of WAPE better than seasonal naive. Shared: demand at the end of an interval counts by the share of its probability inside, so that a perfect forecast of counts is nominal.</p>
${leaderboardTable(leaderboard)}
<h2>Where the errors are</h2>
${reportCharts(report)}
<h2>WRMSSE by level</h2>
<p>The means of aggregates are the sums of their items' means. The best model of each level is marked.</p>
${levelTable(leaderboard, ({ wrmsse }) => wrmsse, score)}
<h2>WAPE by level, in percent</h2>
<p>Of the median; that of an aggregate comes from the model fitted to the aggregate itself.</p>
${levelTable(leaderboard, ({ wape }) => wape, percent)}
<h2>How it was made</h2>
${protocol(report)}
</body></html>
`;
}

function summary({ run, windows }: BacktestReport): string {
  const { config, itemIds } = run;
  return `${formatCount(itemIds.length)} items, ${config.windows} windows of ${config.horizon} periods, ${windows[0]?.from ?? ''} to ${windows.at(-1)?.to ?? ''}, ${config.models.length} models.`;
}

interface ScoreColumn {
  readonly title: string;
  readonly value: (entry: LeaderboardEntry) => number | null;
  readonly text: (value: number | null) => string;
  /** How far a value is from the best one; lowest wins. null: nothing is best. */
  readonly distance: ((value: number) => number) | null;
}

const itself = (value: number) => value;

const columns: readonly ScoreColumn[] = [
  { title: 'WAPE %', value: ({ wape }) => wape, text: percent, distance: itself },
  { title: 'of mean %', value: ({ wapeMean }) => wapeMean, text: percent, distance: itself },
  { title: 'bias %', value: ({ bias }) => bias, text: percent, distance: Math.abs },
  { title: 'FVA', value: ({ fva }) => fva, text: points, distance: (value) => -value },
  { title: 'RMSSE', value: ({ rmsse }) => rmsse, text: score, distance: itself },
  { title: 'WRMSSE', value: ({ wrmsse }) => wrmsse, text: score, distance: itself },
  { title: 'WSPL', value: ({ wspl }) => wspl, text: score, distance: itself },
  ...[0.8, 0.95].map((nominal) => ({
    title: `in ${100 * nominal} %`,
    value: ({ coverage }: LeaderboardEntry) => coverageAt(coverage, nominal),
    text: percent,
    distance: (value: number) => Math.abs(value - nominal),
  })),
  ...[0.8, 0.95].map((nominal) => ({
    title: `${100 * nominal} % shared`,
    value: ({ coverage }: LeaderboardEntry) => sharedCoverageAt(coverage, nominal),
    text: percent,
    distance: (value: number) => Math.abs(value - nominal),
  })),
  {
    title: 'time',
    value: ({ seconds }) => seconds,
    text: (seconds) => formatDuration(1000 * (seconds ?? 0)),
    distance: null,
  },
];

function leaderboardTable(entries: readonly LeaderboardEntry[]): string {
  const best = columns.map(({ value, distance }) =>
    distance === null
      ? null
      : Math.min(...entries.flatMap((entry) => distance(value(entry) ?? Number.NaN) || [])),
  );
  const rows = entries.map((entry) => {
    const cells = columns.map(({ value, text, distance }, place) => {
      const own = value(entry);
      const isBest = own !== null && distance !== null && distance(own) === best[place];
      return `<td${isBest ? ' class="best"' : ''}>${escaped(text(own))}</td>`;
    });
    return `<tr><td>${escaped(entry.model)}</td>${cells.join('')}</tr>`;
  });
  return tableOf(['model', ...columns.map(({ title }) => title)], rows);
}

function levelTable(
  entries: readonly LeaderboardEntry[],
  value: (scores: PooledScores) => number | null,
  text: (value: number | null) => string,
): string {
  const levels = entries[0]?.levels ?? [];
  const best = levels.map((_, place) =>
    Math.min(...entries.flatMap((entry) => value(entry.levels[place]!) ?? [])),
  );
  const rows = entries.map((entry) => {
    const cells = entry.levels.map((level, place) => {
      const own = value(level);
      return `<td${own !== null && own === best[place] ? ' class="best"' : ''}>${text(own)}</td>`;
    });
    return `<tr><td>${escaped(entry.model)}</td>${cells.join('')}</tr>`;
  });
  return tableOf(
    ['model', ...levels.map(({ level, series }) => `${level} (${formatCount(series)})`)],
    rows,
    'wide',
  );
}

function tableOf(titles: readonly string[], rows: readonly string[], style = ''): string {
  const head = titles.map((title) => `<th>${escaped(title)}</th>`).join('');
  return `<div class="scroll"><table class="${style}"><thead><tr>${head}</tr></thead><tbody>${rows.join('\n')}</tbody></table></div>`;
}

function protocol({ run, windows }: BacktestReport): string {
  const { config } = run;
  const facts = {
    dataset: `${config.dataset}, version ${config.datasetVersion}, as of ${run.asOf.toISOString()}`,
    cutoffs: windows.map(({ cutoff }) => cutoff).join(', '),
    'horizon and step': `${config.horizon} and ${config.stepSize} periods (${config.frequency})`,
    input: config.inputSize === null ? 'expanding' : `rolling, ${config.inputSize} periods`,
    refit: `every ${config.refit} window(s)`,
    'quantile levels': config.quantileLevels.join(', '),
    levels: config.levels.join(', '),
    weights: `${config.weights} of the 28 periods before each cutoff`,
    'missing values': config.missingValuePolicy,
    seed: String(config.seed),
    release: config.release,
    'hash of the scores': run.resultHash ?? '',
  };
  const list = Object.entries(facts).map(
    ([name, fact]) => `<dt>${escaped(name)}</dt><dd>${escaped(fact)}</dd>`,
  );
  return `<dl>${list.join('')}</dl>`;
}
