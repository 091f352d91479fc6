import type { NewDataset } from '../catalog/index.ts';
import type { Digest } from './source-reader.ts';

/** Part of every hash, so that a change in what the parts mean makes other hashes. */
const scheme = 'forecastle-ingestion-1';

/**
 * Names what an ingestion says: SHA-256 over its content (file hashes or values) and everything that gives the content its
 * meaning. Two runs with the same hash store the same values.
 */
export function contentHash(
  digest: Digest,
  dataset: Pick<NewDataset, 'calendar' | 'missingValuePolicy' | 'slug'>,
  content: unknown,
): string {
  const { slug, calendar, missingValuePolicy } = dataset;
  const { frequency, weekStartsOn } = calendar;
  return digest(
    JSON.stringify([scheme, slug, frequency, weekStartsOn, missingValuePolicy, content]),
  );
}
