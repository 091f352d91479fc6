import { forecastRows, scoreWindow, type WindowResult } from '#core/backtest';
import { bottomLevel } from '#core/hierarchy';
import { forecasterNamed } from '#core/models';
import { workerData } from 'piscina';

import type { BacktestInput } from '../application/backtests/index.ts';
import type { BacktestTask, RowsTask, ScoreTask } from './backtest-task.ts';

// What the pool hands to every thread that it starts; its values lie in memory that all threads share.
const input = workerData as BacktestInput;

/** Runs one task in a worker thread: answers thread seconds, or the scores. */
export function runBacktestTask(task: BacktestTask): number | WindowResult {
  return task.kind === 'forecast' ? forecast(task) : score(task);
}

function forecast({ model, window, from, to, into }: RowsTask): number {
  const forecaster = forecasterNamed(model);
  if (forecaster === null) throw new Error(`no forecaster is named ${model}`);
  const startedAt = performance.now();
  const series = input.rows.slice(from, to);
  const { window: own } = input.windows[window]!;
  forecastRows(forecaster, series, own, input.plan, { into, first: from });
  return (performance.now() - startedAt) / 1000;
}

function score({ window, forecasts }: ScoreTask): WindowResult {
  const { hierarchy, rows, plan, windows } = input;
  const { first, count } = bottomLevel(hierarchy);
  const items = rows.slice(first, first + count);
  const { window: own, weights, scales } = windows[window]!;
  return scoreWindow({ hierarchy, items, weights, scales }, own, plan, forecasts);
}
