import type { CatalogReader, Dataset, NewDataset } from '../catalog/index.ts';
import { parseInput } from '../parse-input.ts';
import type { OnProgress } from '../telemetry.ts';
import { AuditBuilder } from './audit-builder.ts';
import { contentHash } from './content-hash.ts';
import { datasetOf } from './dataset-settings.ts';
import type { ImportContext, ImportOutcome } from './import-context.ts';
import { type IngestFilesCommand, ingestFilesCommand } from './ingest-command.ts';
import { inspectFiles } from './inspect-files.ts';
import { importLong } from './long/import-long.ts';
import { importM5 } from './m5/import-m5.ts';
import { verifyOfficial } from './m5/official-files.ts';
import { assignRoles, type M5Files } from './m5/roles.ts';
import type { IngestionSession, IngestionStore } from './ports.ts';
import type { IngestionReport } from './report.ts';
import type { Digest, SourceContent, SourceReader } from './source-reader.ts';

/** How a caller follows and stops an ingestion. */
export interface IngestionControl {
  readonly onProgress?: OnProgress;
  readonly signal?: AbortSignal;
}

/**
 * Ingests files into a dataset, which is created where it is missing: long CSV or Parquet tables by a column mapping, or the
 * wide files of M5. One transaction: all or nothing. Content that the dataset has, under the same settings, is left alone.
 */
export class IngestFiles {
  readonly #store: IngestionStore;
  readonly #catalog: CatalogReader;
  readonly #reader: SourceReader;
  readonly #digest: Digest;
  readonly #now: () => Date;

  constructor(parts: {
    readonly store: IngestionStore;
    readonly catalog: CatalogReader;
    readonly reader: SourceReader;
    readonly digest: Digest;
    /** The clock: dates after it are reported as future. */
    readonly now: () => Date;
  }) {
    this.#store = parts.store;
    this.#catalog = parts.catalog;
    this.#reader = parts.reader;
    this.#digest = parts.digest;
    this.#now = parts.now;
  }

  /**
   * @param input an IngestFilesInput
   * @throws ForecastError INVALID_INPUT, FILE_UNREADABLE, COLUMN_MISSING, CHECKSUM_MISMATCH, BAD_ROWS, ITEMS_NOT_FOUND or
   * DATASET_MISMATCH, and the signal's reason; nothing is written then.
   */
  async execute(input: unknown, control: IngestionControl = {}): Promise<IngestionReport> {
    const command = parseInput(ingestFilesCommand, input);
    const signal = control.signal ?? new AbortController().signal;
    const onProgress = control.onProgress ?? ignore;
    const contents = await inspectFiles(this.#reader, command.files, { signal, onProgress });
    const m5 = command.format === 'm5' ? await assignRoles(this.#reader, contents) : null;
    if (command.verify && m5 !== null) verifyAll(m5);
    const [existing] = await this.#catalog.datasetsBySlug([command.dataset.slug]);
    const dataset = datasetOf(command, existing ?? null);
    const hash = this.#hash(command, dataset, contents);
    return this.#store.session(dataset, async (session) => {
      const earlier = command.again ? null : await session.findByContentHash(hash);
      if (earlier !== null) return { ingestion: earlier, unchanged: true, totals: null };
      const context = this.#context(command, session, existing ?? null, { onProgress, signal });
      const outcome = await run(context, command, contents, m5);
      return await commit(context, hash, outcome);
    });
  }

  #hash(
    { format, mapping, negatives, badRows }: IngestFilesCommand,
    dataset: NewDataset,
    contents: readonly SourceContent[],
  ): string {
    const settings = format === 'm5' ? null : mapping;
    const files = contents.map(({ sha256 }) => sha256);
    return contentHash(this.#digest, dataset, [format, files, settings, negatives, badRows]);
  }

  #context(
    { badRows, negatives, createItems }: IngestFilesCommand,
    session: IngestionSession,
    existing: Dataset | null,
    control: Required<IngestionControl>,
  ): ImportContext {
    return {
      session,
      reader: this.#reader,
      audit: new AuditBuilder(session.dataset.calendar, this.#now()),
      badRows,
      negatives,
      createItems,
      datasetExisted: existing !== null,
      ...control,
    };
  }
}

async function run(
  context: ImportContext,
  { mapping }: IngestFilesCommand,
  contents: readonly SourceContent[],
  m5: M5Files | null,
): Promise<ImportOutcome> {
  if (m5 !== null) return importM5(context, m5);
  return importLong(context, contents, mapping);
}

async function commit(
  { session, audit, signal }: ImportContext,
  hash: string,
  { source, files, totals }: ImportOutcome,
): Promise<IngestionReport> {
  signal.throwIfAborted();
  const ingestion = await session.commit({
    source,
    contentHash: hash,
    files,
    audit: audit.build(),
    rowCount: totals.rowsUsed,
  });
  return { ingestion, unchanged: false, totals };
}

function verifyAll({ sales, calendar, prices }: M5Files): void {
  verifyOfficial(sales.content, 'sales');
  verifyOfficial(calendar.content, 'calendar');
  if (prices !== null) verifyOfficial(prices.content, 'prices');
}

function ignore(): void {
  // Nobody follows.
}
