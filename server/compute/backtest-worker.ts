import { forecastHierarchy, forecastRows, scoreWindow, type WindowResult } from '#core/backtest';
import { bottomLevel } from '#core/hierarchy';
import { forecasterNamed, modelNamed } from '#core/models';
import { workerData } from 'piscina';

import type { BacktestInput } from '../application/backtests/index.ts';
import type { BacktestTask, PanelTask, RowsTask, ScoreTask } from './backtest-task.ts';

// What the pool hands to every thread that it starts; its values lie in memory that all threads share.
const input = workerData as BacktestInput;

/** Runs one task in a worker thread: answers thread seconds, or the scores. */
export function runBacktestTask(task: BacktestTask): number | WindowResult {
  switch (task.kind) {
    case 'forecast':
      return forecast(task);
    case 'forecast-panel':
      return forecastPanel(task);
    case 'score':
      return score(task);
  }
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

function forecastPanel({ model, window, into }: PanelTask): number {
  const forecaster = modelNamed(model);
  const { covariates, hierarchy, plan } = input;
  if (forecaster?.scope !== 'hierarchy' || covariates === null) {
    throw new Error(
      `${model} is no forecaster of a whole panel, or the panel was not read for one`,
    );
  }
  const startedAt = performance.now();
  const { window: own } = input.windows[window]!;
  forecastHierarchy(forecaster, { hierarchy, items: itemRows(), covariates }, own, plan, into);
  return (performance.now() - startedAt) / 1000;
}

function itemRows() {
  const { first, count } = bottomLevel(input.hierarchy);
  return input.rows.slice(first, first + count);
}

function score({ window, forecasts }: ScoreTask): WindowResult {
  const { hierarchy, plan, windows } = input;
  const items = itemRows();
  const { window: own, weights, scales } = windows[window]!;
  return scoreWindow({ hierarchy, items, weights, scales }, own, plan, forecasts);
}
