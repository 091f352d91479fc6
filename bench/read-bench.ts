import { syntheticRetail } from '#core/synthetic';

import { PostgresCatalogReader, PostgresSeriesReader } from '../server/storage/index.ts';
import type { Bench, BenchContext } from './bench.ts';
import { figure, percentile, seconds } from './figures.ts';
import { benchSeed, type LoadedDatabase } from './loaded-database.ts';
import { sampleItemKeys } from './sampled-items.ts';

const cases = [
  { series: 50, days: 112, rounds: 200 },
  { series: 50, days: null, rounds: 200 },
  { series: 1000, days: 112, rounds: 40 },
  { series: 1000, days: null, rounds: 40 },
] as const;
/** Different sets of items, so that one warm page cannot answer everything. */
const sets = 20;

/** Reads demand as the forecast use case does: random items, the overlay of all patches, binary arrays. */
export const readBench: Bench = {
  name: 'read',
  title: 'Bulk reads of demand from PostgreSQL (warm)',
  run: async (context) => {
    const loaded = await context.database();
    const rows: string[][] = [];
    for (const { series, days, rounds } of cases) {
      context.signal.throwIfAborted();
      const { milliseconds, values } = await timeReads(context, loaded, { series, days, rounds });
      const total = milliseconds.reduce((sum, value) => sum + value, 0);
      rows.push([
        `${series.toLocaleString('en-US')} series × ${days ?? 'all'} days`,
        figure(percentile(milliseconds, 0.5)),
        figure(percentile(milliseconds, 0.95)),
        figure(percentile(milliseconds, 0.99)),
        figure(values / total / 1000),
      ]);
    }
    return { columns: ['read', 'P50 ms', 'P95 ms', 'P99 ms', 'million values/s'], rows };
  },
};

async function timeReads(
  { scale }: BenchContext,
  { database }: LoadedDatabase,
  read: { readonly series: number; readonly days: number | null; readonly rounds: number },
): Promise<{ readonly milliseconds: readonly number[]; readonly values: number }> {
  const catalog = new PostgresCatalogReader(database);
  const reader = new PostgresSeriesReader(database);
  const { dataset } = syntheticRetail({ scale, seed: benchSeed });
  const [stored] = await catalog.datasetsBySlug([dataset.slug]);
  const snapshot = (await reader.snapshots([stored!.id], null)).get(stored!.id)!;
  const toPeriod = snapshot.lastPeriod!;
  const itemSets = await Promise.all(
    sampleItemKeys(scale, sets, read.series).map(async (keys) =>
      (await catalog.itemsByKey(dataset.slug, keys)).map(({ id }) => id),
    ),
  );
  let values = 0;
  const once = async (round: number): Promise<void> => {
    const answer = await reader.demand({
      itemIds: itemSets[round % sets]!,
      sequence: snapshot.sequence,
      fromPeriod: read.days === null ? null : toPeriod - read.days + 1,
      toPeriod,
    });
    values += answer.reduce((sum, series) => sum + series.values.length, 0);
  };
  for (let round = 0; round < sets; round += 1) await once(round);
  values = 0;
  const milliseconds: number[] = [];
  for (let round = 0; round < read.rounds; round += 1) {
    milliseconds.push(1000 * (await seconds(() => once(round))));
  }
  return { milliseconds, values };
}
