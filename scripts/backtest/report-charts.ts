import type { LeaderboardEntry } from '#core/backtest';

import type { BacktestReport } from '../../server/application/backtests/index.ts';
import { barChart } from './bar-chart.ts';
import { type ChartLine, type LineChart, lineChart } from './line-chart.ts';
import { escaped } from './markup.ts';
import { percent, points, score } from './score-text.ts';

const colours = ['best', 'second', 'third', 'fourth', 'fifth'];
const baseline = 'seasonal-naive';

/** A model with its colour: one each for the five best, one for seasonal naive, grey for the rest. */
interface Coloured {
  readonly entry: LeaderboardEntry;
  readonly colour: string;
}

/** The drawings of a report: value added, windows, lead times, levels and intervals. */
export function reportCharts({ windows, leaderboard }: BacktestReport): string {
  const coloured = leaderboard.map((entry, place) => ({
    entry,
    colour: entry.model === baseline ? 'naive' : (colours[place] ?? 'other'),
  }));
  const first = leaderboard[0];
  const charts = [
    barChart({
      title: 'Forecast value added, points of WAPE',
      format: points,
      bars: coloured.map(({ entry, colour }) => ({ name: entry.model, colour, value: entry.fva })),
    }),
    drawn(coloured, ({ windows: own }) => own.map(({ wape }) => wape), {
      title: 'WAPE by window, percent',
      labels: windows.map(({ from }) => from),
      xTitle: 'first forecast date',
      format: percent,
    }),
    drawn(coloured, ({ leadTimes }) => leadTimes.map(({ wape }) => wape), {
      title: 'WAPE by lead time, percent',
      labels: first?.leadTimes.map(({ leadTime }) => String(leadTime)) ?? [],
      xTitle: 'periods ahead',
      format: percent,
    }),
    drawn(coloured, ({ levels }) => levels.map(({ wrmsse }) => wrmsse), {
      title: 'WRMSSE by level',
      labels: first?.levels.map((_, place) => String(place + 1)) ?? [],
      xTitle: 'level, from the total to single items',
      format: score,
    }),
    drawn(coloured, ({ windows: own }) => own.map(({ wrmsse }) => wrmsse), {
      title: 'WRMSSE by window',
      labels: windows.map(({ from }) => from),
      xTitle: 'first forecast date',
      format: score,
    }),
    intervalChart(coloured),
  ];
  const key = coloured.filter(({ colour }) => colour !== 'other');
  const names = key.map(
    ({ entry, colour }) => `<li><i class="${colour}"></i>${escaped(entry.model)}</li>`,
  );
  const rest = key.length < coloured.length ? '<li><i class="other"></i>others</li>' : '';
  return `<ul class="key">${names.join('')}${rest}</ul><div class="charts">${charts.join('\n')}</div>`;
}

/** A line per model, the best on top. */
function drawn(
  coloured: readonly Coloured[],
  values: (entry: LeaderboardEntry) => readonly (number | null)[],
  chart: Omit<LineChart, 'lines'>,
): string {
  const lines = coloured
    .map(({ entry, colour }): ChartLine => ({ name: entry.model, colour, values: values(entry) }))
    .reverse();
  return lineChart({ ...chart, lines });
}

/** Observed less nominal coverage, ties shared where that is known, so that a perfect model is a line at zero. */
function intervalChart(coloured: readonly Coloured[]): string {
  const nominals = coloured[0]?.entry.coverage.map(({ nominal }) => nominal) ?? [];
  return drawn(
    coloured,
    ({ coverage }) =>
      coverage
        .map(({ nominal, coverage: closed, shared }) => {
          const observed = shared ?? closed;
          return observed === null ? null : 100 * (observed - nominal);
        })
        .reverse(),
    {
      title: 'Observed less nominal coverage, ties shared, points',
      labels: nominals.map((nominal) => `${percent(nominal)} %`).reverse(),
      xTitle: 'nominal coverage of the interval',
      format: points,
    },
  );
}
