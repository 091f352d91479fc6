import {
  forecastRows,
  leaderboard,
  type ModelWindow,
  type RowForecaster,
  WindowScorer,
} from '#core/backtest';
import { bottomLevel } from '#core/hierarchy';
import type { SeriesForecast } from '#core/models';

import type { BacktestInput } from '../backtests/index.ts';
import { type LevelMetrics, levelMetricsOf } from '../models/index.ts';
import type { ServedModel } from './ports.ts';

/** Scores per level: of the window right after the training, and of all windows together. */
interface ModelScores {
  readonly singleRun: LevelMetrics[];
  readonly backtest: LevelMetrics[];
}

/** Scores a model, as it will serve, in the windows of a backtest, by the same code. */
export function scoreModel(
  served: ServedModel,
  { rows, hierarchy, plan, windows }: BacktestInput,
  onWindow: (done: number) => void,
): ModelScores {
  const { first, count } = bottomLevel(hierarchy);
  const items = rows.slice(first, first + count);
  const scored = windows.map(({ window, weights, scales }, place): ModelWindow => {
    const forecasts: SeriesForecast[] = [];
    forecastRows([asForecaster(served)], rows, window, plan, (_model, own) => {
      forecasts.push(...own);
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
function asForecaster(served: ServedModel): RowForecaster {
  return {
    name,
    fit: ({ series }, { cutoff }) => ({
      forecast: (request) => served.forecast(series, { cutoff, ...request }),
    }),
  };
}
