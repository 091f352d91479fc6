import { ForecastError } from '#core/errors';

import type { Dataset } from '../../application/catalog/index.ts';
import type { Loaders } from '../loaders/index.ts';

/** @throws ForecastError DATASET_NOT_FOUND. */
export async function datasetNamed(
  slug: string,
  { datasets }: Pick<Loaders, 'datasets'>,
): Promise<Dataset> {
  const dataset = await datasets.load(slug);
  if (dataset !== null) return dataset;
  throw new ForecastError(
    'DATASET_NOT_FOUND',
    `No dataset is named "${slug}". The query \`datasets\` lists those that exist.`,
    { slug },
  );
}
