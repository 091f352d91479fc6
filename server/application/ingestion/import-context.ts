import type { OnProgress } from '../telemetry.ts';
import type { AuditBuilder } from './audit-builder.ts';
import type { BadRowPolicy } from './bad-rows.ts';
import type { NegativePolicy } from './negatives.ts';
import type { IngestionSession, SourceFile } from './ports.ts';
import type { IngestionTotals } from './report.ts';
import type { SourceContent, SourceReader } from './source-reader.ts';

/** What every kind of import works with. */
export interface ImportContext {
  readonly session: IngestionSession;
  readonly reader: SourceReader;
  readonly audit: AuditBuilder;
  readonly badRows: BadRowPolicy;
  readonly negatives: NegativePolicy;
  /** False: an item that the dataset does not have is refused. */
  readonly createItems: boolean;
  /** True when the dataset was there before, so that an item which it lacks is worth a word. */
  readonly datasetExisted: boolean;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** What an import has done, ready to be committed. */
export interface ImportOutcome {
  readonly source: string;
  readonly files: readonly SourceFile[];
  readonly totals: IngestionTotals;
}

/** A file and the data rows that were counted in it, as an ingestion remembers it. */
export function sourceFile({ name, bytes, sha256 }: SourceContent, rows: number): SourceFile {
  return { name, bytes, sha256, rows };
}
