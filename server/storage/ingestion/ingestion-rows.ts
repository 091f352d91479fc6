import { z } from 'zod';

import { auditChecks } from '../../application/ingestion/audit.ts';
import type { Ingestion } from '../../application/ingestion/ports.ts';

const files = z.array(
  z.object({ name: z.string(), bytes: z.number(), sha256: z.string(), rows: z.number() }),
);

const audit = z.object({
  findings: z.array(
    z.object({
      check: z.enum(auditChecks),
      unit: z.enum(['values', 'rows', 'items']),
      count: z.number(),
      examples: z.array(z.string()),
    }),
  ),
});

/** The columns of an ingestion under the names of `Ingestion`; counts as numbers, which are exact below 2^53. */
export const ingestionColumns = `
  id, dataset_id as "datasetId", sequence, recorded_at as "recordedAt", source, content_hash as "contentHash",
  dataset_version as "datasetVersion", files, audit, row_count::double precision as "rowCount",
  value_count::double precision as "valueCount", item_count as "itemCount"`;

type Row = Omit<Ingestion, 'files' | 'audit'> & {
  readonly files: unknown;
  readonly audit: unknown;
};
export type IngestionRow = Row;

/** Checks the JSON columns of a row of `ingestionColumns`. */
export function ingestionFromRow(row: IngestionRow): Ingestion {
  return { ...row, files: files.parse(row.files), audit: audit.parse(row.audit) };
}
