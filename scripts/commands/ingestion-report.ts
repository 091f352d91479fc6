import type { IngestionReport } from '../../server/application/ingestion/index.ts';
import {
  type Column,
  formatBytes,
  formatCount,
  formatDuration,
  formatTable,
} from '../terminal/index.ts';

interface Finding {
  readonly check: string;
  readonly unit: string;
  readonly count: number;
  readonly examples: readonly string[];
}

const columns: readonly Column<Finding>[] = [
  { title: 'check', text: ({ check }) => check },
  { title: 'found', align: 'right', text: ({ count, unit }) => `${formatCount(count)} ${unit}` },
  { title: 'examples', text: ({ examples }) => examples.join('; ') },
];

/** An ingestion for people: what came in, and what the audit found. */
export function formatIngestion(
  dataset: string,
  { ingestion, unchanged, totals }: IngestionReport,
  elapsedMs: number,
): string {
  if (unchanged) {
    return (
      `Nothing to do: "${dataset}" has had this content since ${ingestion.recordedAt.toISOString()} ` +
      `(ingestion ${ingestion.sequence}).\n`
    );
  }
  const files = ingestion.files.map(
    ({ name, bytes, rows, sha256 }) =>
      `  ${name}: ${formatCount(rows)} rows, ${formatBytes(bytes)}, sha256 ${sha256}\n`,
  );
  const filtered = totals?.rowsFiltered ?? 0;
  const skipped = totals?.rowsSkipped ?? 0;
  return [
    `Ingested "${dataset}", ingestion ${ingestion.sequence}, in ${formatDuration(elapsedMs)}:\n`,
    ...files,
    `  ${formatCount(ingestion.itemCount)} items (${formatCount(totals?.itemsCreated ?? 0)} new), `,
    `${formatCount(ingestion.valueCount)} values, ${formatCount(totals?.units ?? 0)} units\n`,
    filtered > 0 ? `  ${formatCount(filtered)} rows left out by --where\n` : '',
    skipped > 0 ? `  ${formatCount(skipped)} bad rows skipped\n` : '',
    `  dataset version ${ingestion.datasetVersion}\n\n`,
    formatTable(columns, ingestion.audit.findings),
  ].join('');
}
