/** Sales history in: files and small updates become audited, all-or-nothing ingestions. */
export { type Audit, type AuditCheckName, auditChecks, type AuditFinding } from './audit.ts';
export { AuditBuilder } from './audit-builder.ts';
export { type BadRowPolicy, badRowPolicies, BadRows, describeBadRow } from './bad-rows.ts';
export { cellNumber, cellText } from './cells.ts';
export { contentHash } from './content-hash.ts';
export { type IngestFilesInput } from './ingest-command.ts';
export { type IngestDemandInput, ingestDemandInput } from './demand-command.ts';
export { IngestDemand, type IngestDemandResult } from './ingest-demand.ts';
export { type IngestionControl, IngestFiles } from './ingest-files.ts';
export { type LongMapping, longMapping, type LongMappingInput } from './long/mapping.ts';
export { officialM5Files } from './m5/official-files.ts';
export { type NegativePolicy, negativePolicies } from './negatives.ts';
export { PatchWriter } from './patch-writer.ts';
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
export { type UserError, type UserErrorCode, userErrorCodes } from './user-errors.ts';
