import { ForecastError } from '#core/errors';
import {
  syntheticRetail,
  type SyntheticRetail,
  syntheticScales,
  syntheticVersion,
} from '#core/synthetic';
import { z } from 'zod';

import { parseInput } from '../parse-input.ts';
import type { OnProgress } from '../telemetry.ts';
import { AuditBuilder } from './audit-builder.ts';
import { contentHash } from './content-hash.ts';
import { PatchWriter } from './patch-writer.ts';
import type { IngestionSession, IngestionStore } from './ports.ts';
import type { IngestionReport, IngestionTotals } from './report.ts';
import type { Digest } from './source-reader.ts';

const source = 'synthetic';
/** Items that are generated and created at once: tens of milliseconds of work, a few megabytes. */
const batchItems = 200;

const command = z.object({
  scale: z.enum(syntheticScales),
  seed: z.int().min(0).max(2_147_483_647),
  slug: z
    .string()
    .max(64)
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'use lower-case letters, digits and single hyphens')
    .optional(),
});

/** What to generate. Without a `slug` the dataset is named after its scale: `synthetic-demo`, `synthetic-m5`. */
export type IngestSyntheticCommand = z.input<typeof command> & {
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
};

interface Generation {
  readonly session: IngestionSession;
  readonly retail: SyntheticRetail;
  readonly audit: AuditBuilder;
  readonly onProgress: OnProgress;
  readonly signal: AbortSignal;
}

/** Generates a synthetic dataset and stores it as one ingestion, one batch of items in memory at a time. */
export class IngestSynthetic {
  readonly #store: IngestionStore;
  readonly #digest: Digest;
  readonly #now: () => Date;

  constructor(parts: {
    readonly store: IngestionStore;
    readonly digest: Digest;
    readonly now: () => Date;
  }) {
    this.#store = parts.store;
    this.#digest = parts.digest;
    this.#now = parts.now;
  }

  /**
   * Equal generator version, scale and seed are the same content: the second time nothing is written, and the report says so.
   * @throws ForecastError INVALID_INPUT, or DATASET_MISMATCH where the slug names a dataset of observed values.
   */
  async execute(input: IngestSyntheticCommand): Promise<IngestionReport> {
    const { onProgress, signal } = input;
    const { scale, seed, slug } = parseInput(command, input);
    const retail = syntheticRetail({ scale, seed });
    const dataset = { ...retail.dataset, slug: slug ?? retail.dataset.slug };
    const hash = contentHash(this.#digest, dataset, {
      source,
      version: syntheticVersion,
      scale,
      seed,
    });
    return this.#store.session(dataset, async (session) => {
      assertSynthetic(session);
      const earlier = await session.findByContentHash(hash);
      if (earlier !== null) return { ingestion: earlier, unchanged: true, totals: null };
      const audit = new AuditBuilder(dataset.calendar, this.#now());
      const totals = await storeItems({ session, retail, audit, onProgress, signal });
      await session.addCalendarEvents(retail.events);
      const ingestion = await session.commit({
        source,
        contentHash: hash,
        files: [],
        audit: audit.build(),
        rowCount: totals.rowsUsed,
      });
      return { ingestion, unchanged: false, totals };
    });
  }
}

/** Generated values must not be laid over observed ones. */
function assertSynthetic({ dataset }: IngestionSession): void {
  if (dataset.synthetic) return;
  throw new ForecastError(
    'DATASET_MISMATCH',
    `The dataset "${dataset.slug}" holds observed values; synthetic ones need a dataset of their own. Give another slug.`,
    { slug: dataset.slug, field: 'synthetic', found: 'false', expected: 'true' },
  );
}

async function storeItems(generation: Generation): Promise<IngestionTotals> {
  const { session, retail, audit, onProgress, signal } = generation;
  const writer = new PatchWriter(session);
  const totals = { units: 0, itemsCreated: 0 };
  let done = 0;
  for (const batch of batches(retail.items(), batchItems)) {
    signal.throwIfAborted();
    const attributes = batch.map((item) => item.attributes);
    const known = await session.itemIds(attributes.map(({ key }) => key));
    const ids = await session.upsertItems(attributes);
    for (const item of batch) {
      const { key } = item.attributes;
      const id = ids.get(key)!;
      audit.series(key, item.startPeriod, item.demand);
      writer.demand(id, item.startPeriod, item.demand);
      writer.prices(id, item.startPeriod, item.prices);
      totals.units += item.demand.reduce((sum, value) => sum + value, 0);
    }
    if (writer.full) await writer.flush();
    totals.itemsCreated += batch.length - known.size;
    done += batch.length;
    onProgress({ stage: 'generate', done, total: retail.itemCount, unit: 'items' });
  }
  signal.throwIfAborted();
  await writer.flush();
  // A row is an item with all its days, as in a wide file.
  return { ...totals, rowsRead: done, rowsUsed: done, rowsFiltered: 0, rowsSkipped: 0 };
}

function* batches<Value>(values: Iterable<Value>, size: number): Iterable<readonly Value[]> {
  let batch: Value[] = [];
  for (const value of values) {
    batch.push(value);
    if (batch.length < size) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}
