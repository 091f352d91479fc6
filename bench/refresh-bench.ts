import { loadavg } from 'node:os';

import { syntheticRetail } from '#core/synthetic';

import type { Bench } from './bench.ts';
import { figuresOf } from './child-figures.ts';
import { figure, megabytes } from './figures.ts';
import { benchSeed } from './loaded-database.ts';
import type { RefreshFigures } from './run-refresh.ts';

/** Forecasts every item and stores what is said, as `forecastle refresh` does, then exports it. */
export const refreshBench: Bench = {
  name: 'refresh',
  title: 'Refresh of stored forecasts: every item, 28 days ahead, the nine quantile levels of M5',
  run: async (context) => {
    const { url } = await context.database();
    const { dataset } = syntheticRetail({ scale: context.scale, seed: benchSeed });
    const [before = 0] = loadavg();
    const figures = await figuresOf<RefreshFigures>(
      'run-refresh',
      [url, dataset.slug],
      context.signal,
    );
    const { items, model, levels, csv, parquet } = figures;
    const rows = [
      ['items × levels, model', `${items.toLocaleString('en-US')} × ${levels}, ${model}`],
      ['computed and stored', `${figure(figures.seconds)} s`],
      ['items per second', figure(items / figures.seconds)],
      ['processor time of the process', `${figure(figures.cpuSeconds)} s`],
      ['peak memory of the process', megabytes(figures.peakBytes)],
      ['export as CSV', `${figure(csv.seconds)} s, ${megabytes(csv.bytes)}`],
      ['export as Parquet', `${figure(parquet.seconds)} s, ${megabytes(parquet.bytes)}`],
      ['peak memory, exports included', megabytes(figures.peakBytesOfAll)],
      ['load average of the machine before', figure(before)],
    ];
    return { columns: ['figure', 'value'], rows };
  },
};
