import { type Dataset, datasetNotFound } from '../../application/catalog/index.ts';
import type { Loaders } from '../loaders/index.ts';

/** @throws ForecastError DATASET_NOT_FOUND. */
export async function datasetNamed(
  slug: string,
  { datasets }: Pick<Loaders, 'datasets'>,
): Promise<Dataset> {
  const dataset = await datasets.load(slug);
  if (dataset === null) throw datasetNotFound(slug);
  return dataset;
}
