import type { Ingestion } from './ports.ts';

/** What one run read and wrote. */
export interface IngestionTotals {
  /** Data rows in the demand files. */
  readonly rowsRead: number;
  /** Rows that became values. */
  readonly rowsUsed: number;
  /** Rows that a `where` condition left out. */
  readonly rowsFiltered: number;
  /** Bad rows that were skipped. */
  readonly rowsSkipped: number;
  /** Sum of the known demand that was stored. */
  readonly units: number;
  readonly itemsCreated: number;
}

/** The result of an ingestion: a new one, or the earlier one that had the same content. */
export interface IngestionReport {
  readonly ingestion: Ingestion;
  /** True when the same content under the same settings had been ingested before, and nothing was written. */
  readonly unchanged: boolean;
  /** null when nothing was written. */
  readonly totals: IngestionTotals | null;
}
