import { seasonLength } from '#core/calendar';
import type { AnyForecaster, Forecaster, HierarchyForecaster } from '#core/models';

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
  model: AnyForecaster,
  release: string,
  scores: BaselineScores,
): ModelCard {
  const { name, description } = model;
  const words = model.scope === 'series' ? ofSeries(model) : ofHierarchy(model);
  return {
    model: name,
    version: release,
    description,
    facts: [['kind', 'baseline'], ['release', release], ...words.facts],
    training: [words.training],
    scores: scoresOf(scores),
    intendedUse:
      'Demand of single items with the frequencies of this project, as a forecast of its own, as a yardstick for learned models, and as what answers when one of those cannot.',
    limits: words.limits,
  };
}

/** What the cards of one kind of baselines say. */
interface Words {
  readonly facts: ModelCard['facts'];
  readonly training: string;
  readonly limits: readonly string[];
}

function ofSeries(forecaster: Forecaster): Words {
  const shortest = forecaster.minimumLength(week);
  const longest = forecaster.inputSize(week, monthAhead);
  return {
    facts: [
      ['known values that it needs (daily data)', String(shortest)],
      ['periods that it reads (daily data)', Number.isFinite(longest) ? String(longest) : 'all'],
    ],
    training:
      'It has no weights and no training: each request fits it to the history of each item up to the cutoff.',
    limits: [
      shortest > 1
        ? `An item with fewer than ${shortest} known values of daily data is answered by a simpler model, which the answer says.`
        : 'An item without any known value is forecast as zero.',
      'It looks at one item at a time: items do not learn from each other, and promotions, prices and events are not known to it.',
      'Its quantiles are those of the errors that it made on the past of the item; a past of few errors makes them coarse.',
    ],
  };
}

function ofHierarchy({ ownHistory }: HierarchyForecaster): Words {
  return {
    facts: [['known values that an item needs to be forecast from its own', String(ownHistory)]],
    training:
      'It has no weights that are kept: it is fitted to all items of a dataset together, up to the cutoff, once for each version of the dataset.',
    limits: [
      `An item with fewer than ${ownHistory} known values of its own is forecast by analogy with others.`,
      'It needs the whole dataset: fitting takes seconds to minutes, and until it is done a simpler model answers, which the answer says.',
      'What is known beforehand (events, prices, attributes) counts only where the dataset has it.',
    ],
  };
}

function scoresOf({ run, levels }: BaselineScores): readonly CardScores[] {
  if (run === null || levels.length === 0) return [];
  const { dataset, datasetVersion, windows, stepSize, horizon, release } = run.config;
  const origin = `${windows} origin(s), ${stepSize} period(s) apart, ${horizon} periods ahead, on dataset ${dataset}, version ${datasetVersion}, by release ${release}.`;
  return [{ title: 'Backtest', origin, levels }];
}
