import { BadRows, describeBadRow } from '../bad-rows.ts';
import type { ImportContext } from '../import-context.ts';
import { PatchWriter } from '../patch-writer.ts';
import { ReadProgress } from '../read-progress.ts';
import type { M5Calendar } from './calendar.ts';
import { LineReader } from './line-reader.ts';
import { type ItemPrices, PriceParser } from './price-parser.ts';
import type { M5File } from './roles.ts';

/**
 * Writes the prices of the imported items, day by day over the whole calendar. Items that the sales file lacks are left out
 * and counted in the audit. Returns the data rows read.
 */
export async function importPrices(
  context: ImportContext,
  file: M5File,
  calendar: M5Calendar,
  ids: ReadonlyMap<string, number>,
): Promise<number> {
  const { reader, audit, session, signal } = context;
  const { content } = file;
  const badRows = new BadRows();
  const parser = new PriceParser(file, calendar, (cell) => {
    const row = { file: content.name, ...cell };
    badRows.add(row);
    audit.found('non-numeric', 1, () => describeBadRow(row));
  });
  const writer = new PatchWriter(session);
  const write = (prices: ItemPrices | null): void => {
    if (prices === null) return;
    const id = ids.get(prices.key);
    if (id === undefined) {
      audit.found('unknown-items', 1, () => `${prices.key}: has prices but no sales`);
      return;
    }
    writer.prices(id, calendar.days.first, prices.values);
  };
  const lines = new LineReader();
  const progress = new ReadProgress(context.onProgress, 'reading prices', [content]);
  let read = 0;
  for await (const bytes of reader.lines(content, { signal, onBytes: progress.onBytes })) {
    const before = read;
    for (const line of lines.lines(bytes)) {
      if (line.number === 1) continue;
      read += 1;
      write(parser.add(line));
      if (writer.full) await writer.flush();
    }
    progress.rows(read - before);
  }
  write(parser.end());
  await writer.flush();
  progress.finish(content);
  if (context.badRows === 'reject') badRows.refuse();
  return read;
}
