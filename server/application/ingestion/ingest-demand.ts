import type { CatalogReader } from '../catalog/index.ts';
import { AuditBuilder } from './audit-builder.ts';
import { contentHash } from './content-hash.ts';
import { type IngestDemandCommand, ingestDemandInput } from './demand-command.ts';
import { type DemandUpdate, readUpdates } from './demand-updates.ts';
import { PatchWriter } from './patch-writer.ts';
import type { IngestionSession, IngestionStore, ItemAttributes } from './ports.ts';
import type { IngestionReport } from './report.ts';
import { itemsNotFound } from './resolve-items.ts';
import type { Digest } from './source-reader.ts';
import { errorsOfIssues, firstErrors, type UserError } from './user-errors.ts';

const source = 'mutation';

/** An update that was written (or known already), or the reasons why it was refused. */
export type IngestDemandResult =
  | { readonly report: IngestionReport; readonly userErrors: readonly [] }
  | { readonly report: null; readonly userErrors: readonly UserError[] };

/** Writes small updates of demand and prices into a dataset that exists, as one ingestion. */
export class IngestDemand {
  readonly #store: IngestionStore;
  readonly #catalog: CatalogReader;
  readonly #digest: Digest;
  readonly #now: () => Date;
  readonly #maxIngestValues: number;

  constructor(parts: {
    readonly store: IngestionStore;
    readonly catalog: CatalogReader;
    readonly digest: Digest;
    readonly now: () => Date;
    /** Most demand values and prices of one update. */
    readonly maxIngestValues: number;
  }) {
    this.#store = parts.store;
    this.#catalog = parts.catalog;
    this.#digest = parts.digest;
    this.#now = parts.now;
    this.#maxIngestValues = parts.maxIngestValues;
  }

  /**
   * What a caller can correct comes back as `userErrors`, and nothing is written then.
   * @param input what `ingestDemandInput` takes
   */
  async execute(input: unknown, signal?: AbortSignal): Promise<IngestDemandResult> {
    const parsed = ingestDemandInput.safeParse(input);
    if (!parsed.success) return refused(errorsOfIssues(parsed.error.issues));
    const command = parsed.data;
    const tooMany = this.#tooMany(command);
    if (tooMany !== null) return refused([tooMany]);
    const [dataset] = await this.#catalog.datasetsBySlug([command.dataset]);
    if (dataset === undefined) return refused([datasetNotFound(command.dataset)]);
    const { updates, userErrors } = readUpdates(dataset.calendar, command.updates);
    if (userErrors.length > 0) return refused(userErrors);
    const hash = contentHash(this.#digest, dataset, [source, command.updates]);
    return this.#store.session(dataset, async (session): Promise<IngestDemandResult> => {
      const earlier = command.again ? null : await session.findByContentHash(hash);
      if (earlier !== null) return done({ ingestion: earlier, unchanged: true, totals: null });
      const unknown = await unknownItems(session, command);
      if (unknown.length > 0 && !command.createItems) return refused(unknown);
      signal?.throwIfAborted();
      return done(await this.#write(session, updates, { hash, created: unknown.length }));
    });
  }

  #tooMany({ updates }: IngestDemandCommand): UserError | null {
    const found = updates.reduce(
      (sum, update) => sum + update.values.length + (update.prices?.length ?? 0),
      0,
    );
    if (found <= this.#maxIngestValues) return null;
    const message =
      `Found ${found} values, at most ${this.#maxIngestValues} are taken at once. ` +
      'Send several updates, or ingest a file.';
    return { field: ['updates'], message, code: 'LIMIT_EXCEEDED' };
  }

  async #write(
    session: IngestionSession,
    updates: readonly DemandUpdate[],
    { hash, created }: { readonly hash: string; readonly created: number },
  ): Promise<IngestionReport> {
    const audit = new AuditBuilder(session.dataset.calendar, this.#now());
    audit.found('unknown-items', created, () => `${created} created`);
    const ids = await session.upsertItems(updates.map(({ item }) => item));
    const writer = new PatchWriter(session);
    let units = 0;
    for (const { item, start, values, prices } of updates) {
      const id = ids.get(item.key)!;
      audit.series(item.key, start, values);
      writer.demand(id, start, values);
      writer.prices(id, start, prices);
      for (const value of values) if (value > 0) units += value;
    }
    await writer.flush();
    const rows = updates.length;
    const ingestion = await session.commit({
      source,
      contentHash: hash,
      files: [],
      audit: audit.build(),
      rowCount: rows,
    });
    const none = { rowsFiltered: 0, rowsSkipped: 0 };
    const totals = { rowsRead: rows, rowsUsed: rows, ...none, units, itemsCreated: created };
    return { ingestion, unchanged: false, totals };
  }
}

function done(report: IngestionReport): IngestDemandResult {
  return { report, userErrors: [] };
}

function refused(userErrors: readonly UserError[]): IngestDemandResult {
  return { report: null, userErrors: firstErrors(userErrors) };
}

function datasetNotFound(slug: string): UserError {
  const message = `There is no dataset "${slug}". Create it by ingesting a file, or correct the slug.`;
  return { field: ['dataset'], message, code: 'DATASET_NOT_FOUND' };
}

/** One error for each key that the dataset lacks, at its first use. */
async function unknownItems(
  session: IngestionSession,
  { updates }: IngestDemandCommand,
): Promise<readonly UserError[]> {
  const keys: ItemAttributes['key'][] = updates.map(({ item }) => item);
  const known = await session.itemIds(keys);
  return keys.flatMap((key, index) => {
    if (known.has(key) || keys.indexOf(key) < index) return [];
    const { message } = itemsNotFound(session.dataset.slug, [key]);
    return [
      { field: ['updates', String(index), 'item'], message, code: 'ITEMS_NOT_FOUND' as const },
    ];
  });
}
