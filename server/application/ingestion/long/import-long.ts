import { BadRows } from '../bad-rows.ts';
import { type ImportContext, type ImportOutcome, sourceFile } from '../import-context.ts';
import { PatchWriter } from '../patch-writer.ts';
import type { SourceFile, StagedRow } from '../ports.ts';
import { ReadProgress } from '../read-progress.ts';
import { resolveItems } from '../resolve-items.ts';
import { unreadable } from '../source-errors.ts';
import type { SourceContent } from '../source-reader.ts';
import { refuseDuplicates } from './duplicates.ts';
import { ItemRegistry } from './item-registry.ts';
import { readLongRows, type RowCounts } from './long-rows.ts';
import type { LongMapping } from './mapping.ts';

/**
 * Imports long tables: stages the rows in the database, which sorts them by item and period, and writes each item's values
 * as one patch. A table may thus be in any order and larger than memory.
 */
export async function importLong(
  context: ImportContext,
  files: readonly SourceContent[],
  mapping: LongMapping,
): Promise<ImportOutcome> {
  const items = new ItemRegistry();
  const staged = await stage(context, files, mapping, items);
  const { ids, created } = await resolveItems(context, items.attributes());
  const written = await writeSeries(context, mapping, items, ids);
  if (written.duplicates > 0 && mapping.aggregate === 'reject') {
    await refuseDuplicates(context, files, mapping, written);
  }
  return {
    source: files.every(({ kind }) => kind === 'parquet') ? 'parquet' : 'csv',
    files: staged.files,
    totals: { ...staged.totals, units: written.units, itemsCreated: created },
  };
}

async function stage(
  context: ImportContext,
  files: readonly SourceContent[],
  mapping: LongMapping,
  items: ItemRegistry,
): Promise<{
  readonly files: readonly SourceFile[];
  readonly totals: Omit<ImportOutcome['totals'], 'units' | 'itemsCreated'>;
}> {
  const badRows = new BadRows();
  const counts: RowCounts = { read: 0, filtered: 0 };
  const progress = new ReadProgress(context.onProgress, 'reading', files);
  const measured: SourceFile[] = [];
  let used = 0;
  async function* rows(): AsyncGenerator<StagedRow> {
    for (const file of files) {
      const before = counts.read;
      const parts = { ...context, file, mapping, items, badRows, counts, progress };
      for await (const { row } of readLongRows(parts)) {
        used += 1;
        // A source with a bad row is refused as a whole: only read on to count the others.
        if (context.badRows === 'skip' || badRows.count === 0) yield row;
      }
      measured.push(sourceFile(file, counts.read - before));
    }
  }
  await context.session.stageRows(rows());
  if (context.badRows === 'reject') badRows.refuse();
  if (used === 0) throw nothingUsed(files, counts);
  const { read, filtered } = counts;
  const totals = {
    rowsRead: read,
    rowsUsed: used,
    rowsFiltered: filtered,
    rowsSkipped: badRows.count,
  };
  return { files: measured, totals };
}

function nothingUsed(files: readonly SourceContent[], { read, filtered }: RowCounts): Error {
  const problem =
    read === 0
      ? 'there is no data row'
      : `none of its ${read} row(s) is used: ${filtered} left out by conditions, ${read - filtered} bad`;
  const names = files.map(({ name }) => name).join(', ');
  return unreadable(names, problem, 'Check the file and the mapping.');
}

async function writeSeries(
  { session, audit, negatives, onProgress, signal }: ImportContext,
  mapping: LongMapping,
  items: ItemRegistry,
  ids: ReadonlyMap<string, number>,
): Promise<{
  readonly units: number;
  readonly duplicates: number;
  readonly repeated: ReadonlySet<number>;
}> {
  const writer = new PatchWriter(session);
  const repeated = new Set<number>();
  let units = 0;
  let duplicates = 0;
  let done = 0;
  for await (const series of session.stagedSeries(mapping.aggregate)) {
    signal.throwIfAborted();
    const key = items.keyOf(series.item);
    const demand = negatives === 'net' ? series.demand.map(atLeastZero) : series.demand;
    if (series.duplicates > 0) {
      duplicates += series.duplicates;
      repeated.add(series.item);
      audit.found('duplicates', series.duplicates, () => `${key}: ${series.duplicates} period(s)`);
    }
    audit.series(key, series.startPeriod, demand);
    for (const value of demand) if (value > 0) units += value;
    const id = ids.get(key)!;
    writer.demand(id, series.startPeriod, demand);
    writer.prices(id, series.startPeriod, series.prices);
    done += 1;
    if (!writer.full) continue;
    await writer.flush();
    onProgress({ stage: 'writing', done, total: items.size, unit: 'items' });
  }
  await writer.flush();
  onProgress({ stage: 'writing', done, total: items.size, unit: 'items' });
  return { units, duplicates, repeated };
}

/** Keeps NaN. */
function atLeastZero(value: number): number {
  return value < 0 ? 0 : value;
}
