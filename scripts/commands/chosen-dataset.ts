import { ForecastError } from '#core/errors';

import type { CatalogReader, Dataset } from '../../server/application/catalog/index.ts';
import { usageError } from './usage-error.ts';

/** The dataset with this slug; without one the only dataset that there is. */
export async function chosenDataset(catalog: CatalogReader, slug?: string): Promise<Dataset> {
  const datasets = await catalog.datasets();
  const slugs = datasets.map((dataset) => dataset.slug).join(', ');
  if (slug === undefined) {
    const [first, second] = datasets;
    if (first !== undefined && second === undefined) return first;
    throw usageError(
      first === undefined
        ? 'There are no datasets yet: run `forecastle demo` or `forecastle ingest` first.'
        : `Name the dataset with --dataset; there are: ${slugs}.`,
    );
  }
  const found = datasets.find((dataset) => dataset.slug === slug);
  if (found !== undefined) return found;
  throw new ForecastError(
    'DATASET_NOT_FOUND',
    `There is no dataset "${slug}". There are: ${slugs === '' ? 'none' : slugs}.`,
    { slug },
  );
}
