import { parentPort, workerData } from 'node:worker_threads';

import { forecasterNamed } from '#core/models';
import { createPanel } from '#core/series';
import { type SyntheticScale, syntheticRetail } from '#core/synthetic';

/** Series at once, as many as in a task of a backtest. */
const seriesAtOnce = 256;

/** What every thread of the bench has from its start. */
export interface BaselinesInput {
  readonly scale: SyntheticScale;
  readonly seed: number;
  readonly horizon: number;
  readonly quantileLevels: readonly number[];
  /** `values[item * periods + period]`, in memory that the threads share. */
  readonly values: Float64Array;
  /** Periods of each item before its first value, in shared memory too. */
  readonly missing: Int32Array;
  /** One number: the first item that no thread has taken yet. */
  readonly next: Int32Array;
}

/** All items that are left: drawn into the shared memory where `model` is null, else forecast by it. */
export interface BaselinesTask {
  readonly model: string | null;
}

// What the bench hands to every thread that it starts.
const input = workerData as BaselinesInput;
const retail = syntheticRetail({ scale: input.scale, seed: input.seed });
const { periods, itemCount } = retail;

parentPort?.on('message', ({ model }: BaselinesTask) => {
  parentPort?.postMessage(work(model));
});

/** Takes items until there are none left; answers the processor seconds of this thread. */
function work(model: string | null): number {
  const before = process.threadCpuUsage();
  for (;;) {
    const from = Atomics.add(input.next, 0, seriesAtOnce);
    if (from >= itemCount) break;
    const to = Math.min(itemCount, from + seriesAtOnce);
    if (model === null) draw(from, to);
    else forecast(model, from, to);
  }
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1e6;
}

function draw(from: number, to: number): void {
  for (let item = from; item < to; item += 1) {
    const { startPeriod, demand } = retail.item(item);
    const missing = startPeriod - retail.startPeriod;
    input.missing[item] = missing;
    input.values.set(demand, item * periods + missing);
  }
}

function forecast(model: string, from: number, to: number): void {
  const forecaster = forecasterNamed(model);
  if (forecaster === null) throw new Error(`no forecaster is named ${model}`);
  const series = Array.from({ length: to - from }, (_, offset) => {
    const item = from + offset;
    const missing = input.missing[item]!;
    const values = input.values.subarray(item * periods + missing, (item + 1) * periods);
    return { key: String(item), start: retail.startPeriod + missing, values };
  });
  const { horizon, quantileLevels, seed } = input;
  const cutoff = retail.startPeriod + periods - 1;
  forecaster
    .fit(createPanel(retail.dataset.calendar, series), { cutoff, horizon, seed })
    .forecast({ horizon, quantileLevels });
}
