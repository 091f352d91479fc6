import { availableParallelism } from 'node:os';

import { forecasters } from '#core/models';
import { syntheticRetail } from '#core/synthetic';
import { Piscina } from 'piscina';

import type { BaselinesInput, BaselinesTask } from './baselines-worker.ts';
import type { Bench, BenchContext } from './bench.ts';
import { figure, megabytes } from './figures.ts';
import { benchSeed } from './loaded-database.ts';
import { startMemorySampler } from './memory-sampler.ts';

const horizon = 28;
const quantileLevels = [0.005, 0.025, 0.165, 0.25, 0.5, 0.75, 0.835, 0.975, 0.995];
/** Series per task, as many as in a task of a backtest. */
const seriesPerTask = 256;

interface Spent {
  /** From the first task of a model to its last. */
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
    await using pool = startPool(context, itemCount, periods);
    const memory = startMemorySampler();
    await overAllItems(pool, null, itemCount, context.signal);
    const spent: Spent[] = [];
    for (const { name } of forecasters) {
      spent.push(await overAllItems(pool, name, itemCount, context.signal));
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
        `seconds, ${pool.threads.length} threads`,
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

/** One thread per core. */
function startPool(
  { scale }: BenchContext,
  itemCount: number,
  periods: number,
): Piscina<BaselinesTask, number> {
  const input: BaselinesInput = {
    ...{ scale, seed: benchSeed, horizon, quantileLevels },
    values: new Float64Array(
      new SharedArrayBuffer(itemCount * periods * Float64Array.BYTES_PER_ELEMENT),
    ),
    missing: new Int32Array(new SharedArrayBuffer(itemCount * Int32Array.BYTES_PER_ELEMENT)),
  };
  const threads = availableParallelism();
  return new Piscina({
    filename: new URL('./baselines-worker.js', import.meta.url).href,
    name: 'runBaselinesTask',
    minThreads: threads,
    maxThreads: threads,
    workerData: input,
  });
}

async function overAllItems(
  pool: Piscina<BaselinesTask, number>,
  model: string | null,
  itemCount: number,
  signal: AbortSignal,
): Promise<Spent> {
  const start = performance.now();
  const times = await Promise.all(
    Array.from({ length: Math.ceil(itemCount / seriesPerTask) }, (_, place) => {
      const from = place * seriesPerTask;
      const task = { model, from, to: Math.min(itemCount, from + seriesPerTask) };
      return pool.run(task, { signal });
    }),
  );
  const threads = times.reduce((sum, seconds) => sum + seconds, 0);
  return { wall: (performance.now() - start) / 1000, threads };
}
