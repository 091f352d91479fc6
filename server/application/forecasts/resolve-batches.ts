import { dateOf, periodOf } from '#core/calendar';
import { ForecastError } from '#core/errors';

import {
  type CatalogReader,
  type Dataset,
  datasetNotFound,
  type DatasetSnapshot,
  type Item,
  type SeriesReader,
} from '../catalog/index.ts';
import type { ForecastCommand } from './forecast-command.ts';
import type { AskedScenario } from './forecast-scenario.ts';

/** The items of one dataset with what is needed to read and forecast them. */
export interface Batch {
  readonly dataset: Dataset;
  readonly snapshot: DatasetSnapshot;
  readonly items: readonly Item[];
  readonly cutoff: number;
  /** What is assumed beside what is planned; absent where nothing is. */
  readonly scenario?: AskedScenario;
}

interface ResolvePorts {
  readonly catalog: CatalogReader;
  readonly series: SeriesReader;
  readonly now: () => Date;
}

/**
 * Finds what a request names: datasets, items, the snapshot to read and the cutoff to forecast from. Costs a constant
 * number of statements per dataset.
 * @throws ForecastError DATASET_NOT_FOUND, ITEMS_NOT_FOUND, NO_DATA_AS_OF, INVALID_DATE, INVALID_INPUT.
 */
export async function resolveBatches(
  command: Pick<ForecastCommand, 'keysByDataset' | 'asOf' | 'cutoff'>,
  { catalog, series, now }: ResolvePorts,
): Promise<readonly Batch[]> {
  const asOf = pastInstant(command.asOf, now());
  const slugs = [...command.keysByDataset.keys()];
  const datasets = await catalog.datasetsBySlug(slugs);
  const missing = slugs.find((slug) => !datasets.some((dataset) => dataset.slug === slug));
  if (missing !== undefined) throw datasetNotFound(missing);
  const [snapshots, itemLists] = await Promise.all([
    series.snapshots(
      datasets.map(({ id }) => id),
      asOf,
    ),
    Promise.all(
      datasets.map(({ slug }) => catalog.itemsByKey(slug, command.keysByDataset.get(slug) ?? [])),
    ),
  ]);
  return datasets.map((dataset, index) => {
    const keys = command.keysByDataset.get(dataset.slug) ?? [];
    const items = itemsInOrder(dataset, keys, itemLists[index] ?? []);
    const snapshot = snapshots.get(dataset.id);
    if (snapshot?.lastPeriod == null || snapshot.firstPeriod === null) {
      throw noData(dataset, asOf ?? now());
    }
    const cutoff = cutoffPeriod(command.cutoff, dataset, snapshot.firstPeriod, snapshot.lastPeriod);
    return { dataset, snapshot, items, cutoff };
  });
}

function pastInstant(asOf: Date | null, now: Date): Date | null {
  if (asOf === null || asOf <= now) return asOf;
  const message = `is ${asOf.toISOString()}, after the present ${now.toISOString()}; give an instant of the past, or none`;
  throw new ForecastError('INVALID_INPUT', `asOf ${message}.`, {
    issues: [{ path: 'asOf', message }],
  });
}

function itemsInOrder(
  dataset: Dataset,
  keys: readonly string[],
  found: readonly Item[],
): readonly Item[] {
  const byKey = new Map(found.map((item) => [item.key, item]));
  const unknown = keys.filter((key) => !byKey.has(key));
  if (unknown.length > 0) {
    const shown = unknown.slice(0, 20);
    const more = unknown.length > shown.length ? ` and ${unknown.length - shown.length} more` : '';
    throw new ForecastError(
      'ITEMS_NOT_FOUND',
      `Dataset "${dataset.slug}" has no item ${shown.map((key) => `"${key}"`).join(', ')}${more}. ` +
        'The query `items` lists those that exist.',
      { keys: shown, count: unknown.length },
    );
  }
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

function noData(dataset: Dataset, asOf: Date): ForecastError {
  const instant = asOf.toISOString();
  return new ForecastError(
    'NO_DATA_AS_OF',
    `Dataset "${dataset.slug}" had no demand recorded by ${instant}. Ask with a later asOf, or ingest demand first.`,
    { dataset: dataset.slug, asOf: instant },
  );
}

function cutoffPeriod(
  cutoff: string | null,
  dataset: Dataset,
  first: number,
  last: number,
): number {
  if (cutoff === null) return last;
  const period = periodOf(dataset.calendar, cutoff);
  if (period >= first && period <= last) return period;
  const range = `${dateOf(dataset.calendar, first)} .. ${dateOf(dataset.calendar, last)}`;
  const message = `is ${cutoff}, outside of the recorded demand ${range}; choose a date inside`;
  throw new ForecastError('INVALID_INPUT', `cutoff ${message}.`, {
    issues: [{ path: 'cutoff', message }],
  });
}
