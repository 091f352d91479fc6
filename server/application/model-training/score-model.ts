import {
  forecastRows,
  leaderboard,
  type ModelWindow,
  type RowForecaster,
  WindowScorer,
} from '#core/backtest';
import type { Covariates } from '#core/covariates';
import { bottomLevel } from '#core/hierarchy';
import type { SeriesForecast } from '#core/models';
import { seriesOfPacked } from '#core/series';

import type { BacktestInput } from '../backtests/index.ts';
import { type LevelMetrics, levelMetricsOf } from '../models/index.ts';
import type { ServedModel } from './ports.ts';

/** Scores per level: of the window right after the training, and of all windows together. */
interface ModelScores {
  readonly singleRun: LevelMetrics[];
  readonly backtest: LevelMetrics[];
}

/** A model that is to be scored. */
export interface ScoredModel {
  readonly served: ServedModel;
  /** What is known beforehand of all rows that are forecast; null where it reads demand alone. */
  readonly covariates: Covariates | null;
}

/** Scores a model, as it will serve, in the windows of a backtest, by the same code. */
export function scoreModel(
  model: ScoredModel,
  { rows: packed, hierarchy, plan, windows }: BacktestInput,
  onWindow: (done: number) => void,
): ModelScores {
  const { first, count } = bottomLevel(hierarchy);
  const rows = packed.map(seriesOfPacked);
  const items = rows.slice(first, first + count);
  const scored = windows.map(({ window, weights, scales }, place): ModelWindow => {
    const forecasts: SeriesForecast[] = [];
    forecastRows([asForecaster(model)], rows, window, plan, (_model, own) => {
      for (const forecast of own) forecasts.push(forecast);
    });
    const basis = { hierarchy, items, weights, scales };
    const { levels } = new WindowScorer(basis, window, plan).score(forecasts);
    onWindow(place + 1);
    return { model: name, window: window.index, seconds: 0, levels };
  });
  return { singleRun: levelsOf(scored.slice(0, 1)), backtest: levelsOf(scored) };
}

const name = 'trained';

function levelsOf(windows: readonly ModelWindow[]): LevelMetrics[] {
  return leaderboard(windows).flatMap(({ levels }) => levels.map(levelMetricsOf));
}

/** Fitted beforehand: at each cutoff it only reads new histories. */
function asForecaster({ served, covariates }: ScoredModel): RowForecaster {
  return {
    name,
    fit: (panel, { cutoff }) => ({
      forecast: (request) => {
        const features = covariates && { panel, covariates };
        return served.forecast(panel.series, { cutoff, features, ...request });
      },
    }),
  };
}
