import type { Dataset } from '../../application/catalog/index.ts';
import type { Ingestion } from '../../application/ingestion/index.ts';

/** An ingestion together with the name of its dataset, which its global id needs. */
export interface RecordedIngestion extends Ingestion {
  readonly datasetSlug: string;
}

export function recordedIngestion(ingestion: Ingestion, { slug }: Dataset): RecordedIngestion {
  return { ...ingestion, datasetSlug: slug };
}
