import { m5QuantileLevels } from '#core/evaluation';

import type { Bench } from '../../bench.ts';
import { backtestFiles } from './backtest-files.ts';
import { leaderboardTable } from './leaderboard-table.ts';
import { m5Scores } from './m5-scores.ts';
import { m5SampleFiles } from './sample-files.ts';
import { spreadTable } from './spread-table.ts';

const horizon = 28;
/** Origins of each table. */
const origins = 6;

/** Scores every registered model on the sample of M5, at its own twelve levels. */
export const m5Bench: Bench = {
  name: 'accuracy-m5',
  title: `M5's sample: ${origins} origins, ${horizon} days ahead, and ${origins} earlier ones`,
  document: 'accuracy',
  run: async (context) => {
    const files = m5SampleFiles(context.log);
    if (files === null) return null;
    const { report, results } = await backtestFiles(
      {
        files,
        backtest: {
          horizon,
          windows: 2 * origins,
          levels: ['m5'],
          quantileLevels: [...m5QuantileLevels, 0.1, 0.9],
        },
      },
      context,
    );
    const latest = results.filter(({ window }) => window >= origins);
    const earlier = results.filter(({ window }) => window < origins);
    const [scores, earlierScores] = [m5Scores(latest), m5Scores(earlier)];
    const span = (first: number) =>
      `${report.windows[first]!.from} to ${report.windows[first + origins - 1]!.to}`;
    return [
      leaderboardTable(`The last ${origins} origins: forecasts of ${span(origins)}.`, scores),
      spreadTable(
        `The same origins one by one, for the leading models: mean ± standard deviation over the origins.`,
        scores,
        latest,
      ),
      leaderboardTable(
        `The ${origins} origins before them: forecasts of ${span(0)}.`,
        earlierScores,
      ),
      spreadTable('Those origins one by one.', earlierScores, earlier),
    ];
  },
};
