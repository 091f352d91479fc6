import { once } from 'node:events';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

import { forecasters } from '#core/models';
import { syntheticRetail } from '#core/synthetic';

import type { BaselinesInput, BaselinesTask } from './baselines-worker.ts';
import type { Bench, BenchContext } from './bench.ts';
import { figure, megabytes } from './figures.ts';
import { benchSeed } from './loaded-database.ts';
import { startMemorySampler } from './memory-sampler.ts';

const horizon = 28;
const quantileLevels = [0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995];
interface Spent {
  /** From the start of the first thread to the end of the last. */
  readonly wall: number;
  /** Processor seconds of all threads together. */
  readonly threads: number;
}

/**
 * Times each forecaster, fit and forecast with quantiles, over the whole history of every series: the core alone, the series in memory
 * that all threads share, as a backtest has them.
 */
export const baselinesBench: Bench = {
  name: 'baselines',
  title: `Baselines over whole histories: ${horizon} days ahead, ${quantileLevels.length} quantile levels, all cores`,
  run: async (context) => {
    const { itemCount, periods } = syntheticRetail({ scale: context.scale, seed: benchSeed });
    await using threads = new BaselinesThreads(context, itemCount, periods);
    const memory = startMemorySampler();
    await threads.run({ model: null });
    const spent: Spent[] = [];
    for (const { name } of forecasters) {
      spent.push(await threads.run({ model: name }));
      context.log(`${name}: ${figure(spent.at(-1)!.wall)} s`);
    }
    const peak = memory.stop();
    const rows = forecasters.map(({ name }, place) =>
      rowOf(name, spent[place]!, itemCount, periods),
    );
    const all = {
      wall: spent.reduce((sum, { wall }) => sum + wall, 0),
      threads: spent.reduce((sum, { threads }) => sum + threads, 0),
    };
    rows.push([...rowOf('all of them', all, itemCount, periods).slice(0, 4), '']);
    rows.push(['peak memory, the series included', megabytes(peak), '', '', '']);
    return {
      columns: [
        `${itemCount.toLocaleString('en-US')} series × ${periods.toLocaleString('en-US')} days`,
        `seconds, ${threads.count} threads`,
        'thread seconds',
        'µs per series',
        'million values per thread second',
      ],
      rows,
    };
  },
};

function rowOf(
  name: string,
  { wall, threads }: Spent,
  itemCount: number,
  periods: number,
): readonly string[] {
  return [
    name,
    ...[figure(wall), figure(threads), figure((1e6 * threads) / itemCount)],
    figure((itemCount * periods) / threads / 1e6),
  ];
}

/** One thread per core; the series lie in memory that all of them share. */
class BaselinesThreads {
  readonly #next = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  readonly #workers: readonly Worker[];
  readonly #signal: AbortSignal;

  constructor({ scale, signal }: BenchContext, itemCount: number, periods: number) {
    const room = (numbers: number, bytes: number) => new SharedArrayBuffer(numbers * bytes);
    const input: BaselinesInput = {
      ...{ scale, seed: benchSeed, horizon, quantileLevels, next: this.#next },
      values: new Float64Array(room(itemCount * periods, Float64Array.BYTES_PER_ELEMENT)),
      missing: new Int32Array(room(itemCount, Int32Array.BYTES_PER_ELEMENT)),
    };
    const script = new URL('./baselines-worker.js', import.meta.url);
    this.#signal = signal;
    this.#workers = Array.from(
      { length: availableParallelism() },
      () => new Worker(script, { workerData: input }),
    );
  }

  get count(): number {
    return this.#workers.length;
  }

  async run(task: BaselinesTask): Promise<Spent> {
    this.#next[0] = 0;
    const start = performance.now();
    const seconds = await Promise.all(
      this.#workers.map(async (worker) => {
        const answered = once(worker, 'message', { signal: this.#signal });
        worker.postMessage(task);
        // The worker's own answer: one number.
        const [own] = (await answered) as [number];
        return own;
      }),
    );
    const threads = seconds.reduce((sum, own) => sum + own, 0);
    return { wall: (performance.now() - start) / 1000, threads };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#workers.map((worker) => worker.terminate()));
  }
}
