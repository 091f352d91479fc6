import { seasonLength } from '#core/calendar';
import type { Forecaster } from '#core/models';

import type { BacktestRun } from '../../backtests/index.ts';
import type { LevelMetrics } from '../level-metrics.ts';
import type { CardScores, ModelCard } from './model-card.ts';

/** A stored backtest with the baseline in it. */
interface BaselineScores {
  readonly run: BacktestRun | null;
  readonly levels: readonly LevelMetrics[];
}

const week = seasonLength('daily');
const monthAhead = 28;

/** The card of a baseline of this release. */
export function cardOfBaseline(
  forecaster: Forecaster,
  release: string,
  scores: BaselineScores,
): ModelCard {
  const { name, description } = forecaster;
  const shortest = forecaster.minimumLength(week);
  const longest = forecaster.inputSize(week, monthAhead);
  return {
    model: name,
    version: release,
    description,
    facts: [
      ['kind', 'baseline'],
      ['release', release],
      ['known values that it needs (daily data)', String(shortest)],
      ['periods that it reads (daily data)', Number.isFinite(longest) ? String(longest) : 'all'],
    ],
    training: [
      'It has no weights and no training: each request fits it to the history of each item up to the cutoff.',
    ],
    scores: scoresOf(scores),
    intendedUse:
      'Demand of single items with the frequencies of this project, as a forecast of its own, as a yardstick for learned models, and as what answers when one of those cannot.',
    limits: [
      `An item with fewer than ${shortest} known values of daily data is answered by a simpler model, which the answer says.`,
      'It looks at one item at a time: items do not learn from each other, and promotions, prices and events are not known to it.',
      'Its quantiles are those of the errors that it made on the past of the item; a past of few errors makes them coarse.',
    ],
  };
}

function scoresOf({ run, levels }: BaselineScores): readonly CardScores[] {
  if (run === null || levels.length === 0) return [];
  const { dataset, datasetVersion, windows, stepSize, horizon, release } = run.config;
  const origin = `${windows} origin(s), ${stepSize} period(s) apart, ${horizon} periods ahead, on dataset ${dataset}, version ${datasetVersion}, by release ${release}.`;
  return [{ title: 'Backtest', origin, levels }];
}
