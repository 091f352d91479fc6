import { forecasterNamed } from '#core/models';
import { move } from 'piscina';

import { type ForecastTask, resultRowLength } from './forecast-task.ts';

/** Runs one task in a worker thread. A model that throws rejects the task; the pool makes an outcome of it. */
export function runForecastTask(task: ForecastTask): unknown {
  const forecaster = forecasterNamed(task.model);
  if (forecaster === null) throw new Error(`no forecaster is named ${task.model}`);
  let offset = 0;
  const series = task.keys.map((key, index) => {
    const length = task.lengths[index]!;
    const values = task.values.subarray(offset, offset + length);
    offset += length;
    return { key, start: task.starts[index]!, values };
  });
  const { horizon } = task.context;
  const forecasts = forecaster
    .fit({ calendar: task.calendar, series }, task.context)
    .forecast({ horizon, quantileLevels: task.quantileLevels });

  const row = resultRowLength(horizon, task.quantileLevels.length);
  const result = new Float64Array(series.length * row);
  for (const [index, { mean, median, quantiles }] of forecasts.entries()) {
    result.set(mean, index * row);
    result.set(median, index * row + horizon);
    result.set(quantiles, index * row + 2 * horizon);
  }
  return move(result);
}
