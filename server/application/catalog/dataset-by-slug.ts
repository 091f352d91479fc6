import { ForecastError } from '#core/errors';

import type { Dataset } from './catalog.ts';
import type { CatalogReader } from './ports.ts';

/** @throws ForecastError DATASET_NOT_FOUND. */
export async function datasetBySlug(
  catalog: Pick<CatalogReader, 'datasetsBySlug'>,
  slug: string,
): Promise<Dataset> {
  const [dataset] = await catalog.datasetsBySlug([slug]);
  if (dataset === undefined) throw datasetNotFound(slug);
  return dataset;
}

/** That no dataset has this name. */
export function datasetNotFound(slug: string): ForecastError<'DATASET_NOT_FOUND'> {
  const message = `No dataset is named "${slug}". \`datasets\` lists those that exist.`;
  return new ForecastError('DATASET_NOT_FOUND', message, { slug });
}
