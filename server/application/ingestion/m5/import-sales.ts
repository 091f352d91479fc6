import { BadRows } from '../bad-rows.ts';
import { auditCells } from '../cell-listener.ts';
import type { ImportContext, ImportOutcome } from '../import-context.ts';
import { PatchWriter } from '../patch-writer.ts';
import { ReadProgress } from '../read-progress.ts';
import { resolveItems } from '../resolve-items.ts';
import { unreadable } from '../source-errors.ts';
import type { M5Calendar } from './calendar.ts';
import { LineReader } from './line-reader.ts';
import type { M5File } from './roles.ts';
import { type SalesLine, SalesParser } from './sales-parser.ts';

/** What a sales file came to. */
export interface SalesOutcome {
  readonly totals: ImportOutcome['totals'];
  /** Ids of the items of the file. */
  readonly ids: ReadonlyMap<string, number>;
}

/** Writes one patch per line of the sales file, block by block. */
export async function importSales(
  context: ImportContext,
  file: M5File,
  calendar: M5Calendar,
): Promise<SalesOutcome> {
  const { reader, audit, signal } = context;
  const { content } = file;
  const badRows = new BadRows();
  const parser = new SalesParser(
    file,
    calendar,
    context.negatives,
    auditCells(content.name, badRows, context.audit),
  );
  const block = new SalesBlockWriter(context, parser.startPeriod);
  const lines = new LineReader();
  const progress = new ReadProgress(context.onProgress, 'reading sales', [content]);
  const ids = new Map<string, number>();
  let read = 0;
  for await (const bytes of reader.lines(content, { signal, onBytes: progress.onBytes })) {
    const parsed: SalesLine[] = [];
    let rows = 0;
    for (const line of lines.lines(bytes)) {
      if (line.number === 1) continue;
      rows += 1;
      const sales = parser.parse(line);
      if (sales === null) continue;
      const { key } = sales.item;
      if (ids.has(key)) {
        const bad = { file: content.name, line: line.number, column: 'id', value: key };
        badRows.add({ ...bad, expected: 'one line per item and store' });
        audit.found('duplicates', sales.values.length, () => `${key}: line ${line.number} again`);
        continue;
      }
      ids.set(key, 0);
      parsed.push(sales);
    }
    read += rows;
    // A file with a bad line is refused as a whole: only read on to count the others.
    if (context.badRows === 'skip' || badRows.count === 0) await block.write(parsed, ids);
    progress.rows(rows);
  }
  await block.finish();
  progress.finish(content);
  if (context.badRows === 'reject') badRows.refuse();
  if (ids.size === 0)
    throw unreadable(content.name, 'there is no good data row', 'Get the file again.');
  const totals = {
    rowsRead: read,
    rowsUsed: ids.size,
    rowsFiltered: 0,
    rowsSkipped: read - ids.size,
    units: block.units,
    itemsCreated: block.created,
  };
  return { totals, ids };
}

/** Writes the lines of a block: their items in one statement, then their values. */
class SalesBlockWriter {
  readonly #context: ImportContext;
  readonly #startPeriod: number;
  readonly #writer: PatchWriter;
  units = 0;
  created = 0;

  constructor(context: ImportContext, startPeriod: number) {
    this.#context = context;
    this.#startPeriod = startPeriod;
    this.#writer = new PatchWriter(context.session);
  }

  /** Fills in the ids of the items. */
  async write(lines: readonly SalesLine[], ids: Map<string, number>): Promise<void> {
    const items = lines.map(({ item }) => item);
    if (items.length === 0) return;
    const resolved = await resolveItems(this.#context, items);
    this.created += resolved.created;
    for (const { item, values } of lines) {
      const id = resolved.ids.get(item.key)!;
      ids.set(item.key, id);
      this.#context.audit.series(item.key, this.#startPeriod, values);
      for (const value of values) if (value > 0) this.units += value;
      this.#writer.demand(id, this.#startPeriod, values);
    }
    if (this.#writer.full) await this.#writer.flush();
  }

  async finish(): Promise<void> {
    await this.#writer.flush();
  }
}
