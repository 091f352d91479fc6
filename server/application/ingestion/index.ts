/** Sales history in: files and small updates become audited, all-or-nothing ingestions. */
export { type Audit, type AuditCheckName, auditChecks, type AuditFinding } from './audit.ts';
export { type BadRowPolicy, badRowPolicies, BadRows, describeBadRow } from './bad-rows.ts';
export { cellNumber, cellText } from './cells.ts';
export type { CellListener } from './cell-listener.ts';
export { contentHash } from './content-hash.ts';
export type { IngestFilesInput } from './ingest-command.ts';
export { IngestDemand, type IngestDemandResult } from './ingest-demand.ts';
export { type IngestionControl, IngestFiles } from './ingest-files.ts';
export type { LongMapping, LongMappingInput } from './long/mapping.ts';
export { m5Calendar, readM5Calendar } from './m5/calendar.ts';
export { LineReader } from './m5/line-reader.ts';
export { PriceParser } from './m5/price-parser.ts';
export { SalesParser } from './m5/sales-parser.ts';
export { type NegativePolicy, negativePolicies } from './negatives.ts';
export {
  type DuplicatePolicy,
  duplicatePolicies,
  type Ingestion,
  type IngestionPlace,
  type IngestionSession,
  type IngestionStore,
  type ItemAttributes,
  type NewIngestion,
  type Patch,
  type SourceFile,
  type StagedRow,
} from './ports.ts';
export type { IngestionReport, IngestionTotals } from './report.ts';
export { columnMissing, refuseRepeatedColumns, unreadable } from './source-errors.ts';
export type {
  Cell,
  Digest,
  ReadOptions,
  RecordBatch,
  RecordOptions,
  SourceContent,
  SourceReader,
} from './source-reader.ts';
export type { UserError, UserErrorCode } from './user-errors.ts';
export { TracedIngestions } from './traced-ingestions.ts';
