import { syntheticRetail } from '#core/synthetic';

import type { Bench } from './bench.ts';
import { figuresOf } from './child-figures.ts';
import { figure, megabytes } from './figures.ts';
import { benchSeed } from './loaded-database.ts';
import type { BacktestFigures } from './run-backtest.ts';

const windows = 8;

/** Backtests every registered model on the whole dataset, as `forecastle backtest` does, with as many threads as cores. */
export const backtestBench: Bench = {
  name: 'backtest',
  title: `Backtest of all models: ${windows} origins, 28 days ahead, every level of the hierarchy`,
  run: async (context) => {
    const { url } = await context.database();
    const { dataset, periods } = syntheticRetail({ scale: context.scale, seed: benchSeed });
    const figures = await figuresOf<BacktestFigures>(
      'run-backtest',
      [url, dataset.slug, String(windows)],
      context.signal,
    );
    const { items, models, levels, seconds, threadSeconds, cpuSeconds } = figures;
    const rows = [
      ['series × days', `${items.toLocaleString('en-US')} × ${periods.toLocaleString('en-US')}`],
      ['models × origins, levels', `${models} × ${windows}, ${levels}`],
      ['whole backtest', `${figure(seconds)} s`],
      ['of it before the first forecast', `${figure(figures.secondsToFirst)} s`],
      ['fits and forecasts, all threads', `${figure(threadSeconds)} s`],
      ['processor time of the process', `${figure(cpuSeconds)} s`],
      ['peak memory of the process', megabytes(figures.peakBytes)],
    ];
    return { columns: ['figure', 'value'], rows };
  },
};
