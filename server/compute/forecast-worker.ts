import { forecasterNamed, packForecasts } from '#core/models';
import { move } from 'piscina';

import type { ForecastTask } from './forecast-task.ts';

export { nothing } from '../threads/index.ts';

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
  return move(packForecasts(forecasts, { horizon, quantileLevels: task.quantileLevels }));
}
