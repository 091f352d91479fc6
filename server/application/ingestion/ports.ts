import type { CalendarEvent, Dataset, NewDataset } from '../catalog/index.ts';
import type { Audit } from './audit.ts';

/**
 * A file as it was read. Size and SHA-256 are those of its content after decompression, so that `x.csv` and `x.csv.gz`
 * are the same file; Parquet, which compresses inside, counts as it lies on disk.
 */
export interface SourceFile {
  /** The file's name without its folders. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Data rows, without the header. */
  readonly rows: number;
}

export interface ItemAttributes {
  readonly key: string;
  readonly department?: string | null;
  readonly category?: string | null;
  readonly store?: string | null;
  readonly state?: string | null;
  readonly attributes?: Readonly<Record<string, unknown>>;
}

/** Consecutive values of one item, NaN = unknown. */
export interface Patch {
  readonly itemId: number;
  readonly startPeriod: number;
  readonly values: Float32Array;
}

/** One parsed row of a long source; `item` is a number handed out by the importer, 0 .. n - 1. */
export interface StagedRow {
  readonly item: number;
  readonly period: number;
  readonly demand: number;
  /** Price of one unit, NaN where the source has none. */
  readonly price: number;
}

/**
 * How several rows of one item and period become one value. Prices: `sum` and `mean` take the mean weighted by demand
 * (what was paid over what was sold), the plain mean where no demand is known or all of it is zero.
 */
export const duplicatePolicies = ['reject', 'sum', 'mean', 'last'] as const;
export type DuplicatePolicy = (typeof duplicatePolicies)[number];

export interface NewIngestion {
  readonly source: string;
  readonly contentHash: string;
  readonly files: readonly SourceFile[];
  readonly audit: Audit;
  /** Data rows that were stored: without those that a `where` left out and those that were skipped. */
  readonly rowCount: number;
}

/** A committed ingestion. */
export interface Ingestion {
  readonly id: number;
  readonly datasetId: number;
  readonly sequence: number;
  readonly recordedAt: Date;
  readonly source: string;
  readonly contentHash: string;
  readonly datasetVersion: string;
  readonly files: readonly SourceFile[];
  readonly audit: Audit;
  readonly rowCount: number;
  readonly valueCount: number;
  readonly itemCount: number;
}

/**
 * The work of one ingestion inside one transaction on one connection, under the dataset's lock. Every method streams in
 * bounded memory. Nothing is visible to others before `commit` resolves.
 */
export interface IngestionSession {
  readonly dataset: Dataset;
  /** The newest earlier ingestion of the dataset with this content hash, if any. */
  findByContentHash(contentHash: string): Promise<Ingestion | null>;
  /** Creates missing items and updates the attributes that are given; returns the id of each key. */
  upsertItems(items: readonly ItemAttributes[]): Promise<ReadonlyMap<string, number>>;
  /** Ids of the keys that exist. */
  itemIds(keys: readonly string[]): Promise<ReadonlyMap<string, number>>;
  copyDemand(patches: AsyncIterable<Patch> | Iterable<Patch>): Promise<void>;
  copyPrices(patches: AsyncIterable<Patch> | Iterable<Patch>): Promise<void>;
  /** COPY into a temporary table, for sources that are not grouped by item. */
  stageRows(rows: AsyncIterable<StagedRow>): Promise<void>;
  /**
   * Rows of the staging table, grouped by item and sorted by period, streamed through a cursor: dense runs of one item
   * from its first to its last period, NaN where no row exists.
   * `duplicates` counts the (item, period) pairs that had several rows.
   */
  stagedSeries(policy: DuplicatePolicy): AsyncIterable<{
    readonly item: number;
    readonly startPeriod: number;
    readonly demand: Float32Array;
    readonly prices: Float32Array;
    readonly duplicates: number;
  }>;
  addCalendarEvents(events: readonly CalendarEvent[]): Promise<void>;
  commit(ingestion: NewIngestion): Promise<Ingestion>;
}

/** Names one ingestion. */
export interface IngestionPlace {
  readonly datasetId: number;
  readonly sequence: number;
}

export interface IngestionStore {
  /**
   * Finds or creates the dataset, takes its lock and runs `work` in one transaction; rolls back unless `work` commits.
   * Throws DATASET_MISMATCH where an existing dataset has another frequency, week start or missing-value policy.
   */
  session<Result>(
    dataset: NewDataset,
    work: (session: IngestionSession) => Promise<Result>,
  ): Promise<Result>;
  /** The newest `limit` ingestions of a dataset, newest first. */
  ingestions(datasetId: number, limit: number): Promise<readonly Ingestion[]>;
  /** Those ingestions that exist among the places, in no particular order; one statement for all of them. */
  ingestionsAt(places: readonly IngestionPlace[]): Promise<readonly Ingestion[]>;
}
