import { demandClasses } from '#core/synthetic';

import type { Bench } from './bench.ts';
import { figure, megabytes } from './figures.ts';

/** Loads the dataset through COPY into the embedded PostgreSQL as it is configured for users. */
export const ingestBench: Bench = {
  name: 'ingest',
  title: 'Ingestion of generated demand and prices through COPY',
  run: async (context) => {
    const { database, load } = await context.database();
    const size = await database.pool.query<{ bytes: string }>(
      'select pg_database_size(current_database()) as bytes',
    );
    const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
    const patterns = demandClasses.map((name) => [
      `${name} series`,
      percent((load.patterns[name] ?? 0) / load.items),
    ]);
    const rows = [
      ['series', load.items.toLocaleString('en-US')],
      ['demand values', load.values.toLocaleString('en-US')],
      ...patterns,
      ['zero days after the first sale', percent(load.zeroShare)],
      ['whole ingestion', `${figure(load.seconds)} s`],
      ['demand values per second', figure(load.values / load.seconds)],
      ['generating alone', `${figure(load.generationSeconds)} s`],
      ['peak memory of the process', megabytes(load.peakBytes)],
      ['peak memory, sampled during the load', megabytes(load.sampledPeakBytes)],
      ['database size', megabytes(Number(size.rows[0]?.bytes))],
    ];
    return { columns: ['figure', 'value'], rows };
  },
};
