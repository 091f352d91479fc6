import { forecastRows, leaderboard, type ModelWindow, scoreWindow } from '#core/backtest';
import { bottomLevel } from '#core/hierarchy';
import type { Forecaster } from '#core/models';

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
  const { horizon, quantileLevels } = plan;
  const { first, count } = bottomLevel(hierarchy);
  const items = rows.slice(first, first + count);
  const values = () => new Float64Array(rows.length * horizon);
  const scored = windows.map(({ window, weights, scales }, place): ModelWindow => {
    const into = { mean: values(), median: values(), quantiles: quantileLevels.map(values) };
    forecastRows(asForecaster(served), rows, window, plan, { into, first: 0 });
    const basis = { hierarchy, items, weights, scales };
    const { levels } = scoreWindow(basis, window, plan, into);
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
function asForecaster(served: ServedModel): Pick<Forecaster, 'fit' | 'name'> {
  return {
    name,
    fit: ({ series }, { cutoff }) => ({
      forecast: (request) => served.forecast(series, { cutoff, ...request }),
    }),
  };
}
