import { ForecastError } from '#core/errors';

import {
  type CatalogReader,
  type Dataset,
  datasetBySlug,
  type DatasetSnapshot,
  type SeriesReader,
} from '../catalog/index.ts';

/** A dataset that holds demand, as recorded by one instant. */
export interface DatasetState {
  readonly dataset: Dataset;
  readonly snapshot: DatasetSnapshot & {
    readonly firstPeriod: number;
    readonly lastPeriod: number;
  };
}

interface DatasetPorts {
  readonly catalog: Pick<CatalogReader, 'datasetsBySlug'>;
  readonly series: Pick<SeriesReader, 'snapshots'>;
  readonly now: () => Date;
}

/**
 * The dataset of a name; `asOf` null = as recorded by now.
 * @throws ForecastError DATASET_NOT_FOUND or NO_DATA_AS_OF.
 */
export async function resolveDataset(
  slug: string,
  asOf: Date | null,
  { catalog, series, now }: DatasetPorts,
): Promise<DatasetState> {
  const dataset = await datasetBySlug(catalog, slug);
  const snapshot = (await series.snapshots([dataset.id], asOf)).get(dataset.id);
  if (snapshot?.firstPeriod == null || snapshot.lastPeriod === null) {
    const instant = (asOf ?? now()).toISOString();
    throw new ForecastError(
      'NO_DATA_AS_OF',
      `Dataset "${slug}" had no demand recorded by ${instant}. Ask with a later asOf, or ingest demand first.`,
      { dataset: slug, asOf: instant },
    );
  }
  const { firstPeriod, lastPeriod } = snapshot;
  return { dataset, snapshot: { ...snapshot, firstPeriod, lastPeriod } };
}
