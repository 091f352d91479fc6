import { dateOf } from '#core/calendar';
import { ForecastError } from '#core/errors';

import { BadRows, describeBadRow } from '../bad-rows.ts';
import type { ImportContext } from '../import-context.ts';
import type { SourceContent } from '../source-reader.ts';
import { ItemRegistry } from './item-registry.ts';
import { type ParsedRow, readLongRows } from './long-rows.ts';
import type { LongMapping } from './mapping.ts';

const shownItems = 20;

/**
 * Refuses a source that has several rows for an item and period where none may be. The database only knows that there are
 * some; the first places are found by reading again, for at most 20 items, so that memory stays bounded.
 * @throws ForecastError BAD_ROWS, always
 */
export async function refuseDuplicates(
  context: ImportContext,
  files: readonly SourceContent[],
  mapping: LongMapping,
  { duplicates, repeated }: { readonly duplicates: number; readonly repeated: ReadonlySet<number> },
): Promise<never> {
  const { calendar } = context.session.dataset;
  const watched = new Set([...repeated].slice(0, shownItems));
  const places = new Map<string, string>();
  const found = new BadRows();
  const items = new ItemRegistry();
  const parts = {
    ...context,
    mapping,
    items,
    badRows: new BadRows(),
    counts: { read: 0, filtered: 0 },
  };
  for (const file of files) {
    for await (const { row, line } of readLongRows({ ...parts, file, progress: null })) {
      if (!watched.has(row.item)) continue;
      const place = `${file.name} line ${line}`;
      const earlier = remember(places, row, place);
      if (earlier === null) continue;
      const value = `${items.keyOf(row.item)} ${dateOf(calendar, row.period)}`;
      const expected = `one row per item and period, but ${earlier} has it too`;
      found.add({ file: file.name, line, column: mapping.columns.date, value, expected });
    }
  }
  const lines = found.rows.map((row) => `  ${describeBadRow(row)}`).join('\n');
  throw new ForecastError(
    'BAD_ROWS',
    `The source has several rows for ${duplicates} item(s) and period(s); nothing was written. Correct them, or let ` +
      `the mapping's aggregate be "sum", "mean" or "last":\n${lines}`,
    { rows: found.rows, count: duplicates },
  );
}

/** The place of an earlier row of the same item and period, or `null` for the first one. */
function remember(
  places: Map<string, string>,
  row: ParsedRow['row'],
  place: string,
): string | null {
  const name = `${row.item} ${row.period}`;
  const earlier = places.get(name) ?? null;
  if (earlier === null) places.set(name, place);
  return earlier;
}
