import type { AuditBuilder } from '../audit-builder.ts';
import type { BadRows } from '../bad-rows.ts';
import { auditCells } from '../cell-listener.ts';
import type { ImportContext } from '../import-context.ts';
import type { StagedRow } from '../ports.ts';
import type { ReadProgress } from '../read-progress.ts';
import type { SourceContent } from '../source-reader.ts';
import type { ItemRegistry } from './item-registry.ts';
import type { LongMapping } from './mapping.ts';
import { resolveColumns } from './resolve-columns.ts';
import { RowParser } from './row-parser.ts';

/** A row that is good to use, and where it stands. */
export interface ParsedRow {
  readonly row: StagedRow;
  readonly line: number;
}

/** Counts of one read of a file. */
export interface RowCounts {
  read: number;
  filtered: number;
}

/**
 * The usable rows of one file, streamed in its order. Bad rows go to `badRows`, the audit hears of negatives and of bad rows.
 */
export async function* readLongRows(
  parts: Pick<ImportContext, 'reader' | 'session' | 'negatives' | 'signal'> & {
    readonly file: SourceContent;
    readonly mapping: LongMapping;
    readonly items: ItemRegistry;
    readonly badRows: BadRows;
    readonly audit: AuditBuilder;
    readonly counts: RowCounts;
    readonly progress: ReadProgress | null;
  },
): AsyncGenerator<ParsedRow> {
  const { reader, file, mapping, items, counts, progress, signal } = parts;
  const columns = resolveColumns(file.name, await reader.columns(file, mapping.delimiter), mapping);
  const { calendar } = parts.session.dataset;
  const listener = {
    ...auditCells(file.name, parts.badRows, parts.audit),
    filtered: () => {
      counts.filtered += 1;
    },
  };
  const parser = new RowParser({
    columns,
    mapping,
    calendar,
    negatives: parts.negatives,
    items,
    listener,
  });
  const { delimiter } = mapping;
  const { wanted } = columns;
  const onBytes = progress === null ? {} : { onBytes: progress.onBytes };
  for await (const { rows, lines } of reader.records(file, {
    delimiter,
    wanted,
    signal,
    ...onBytes,
  })) {
    counts.read += rows.length;
    for (let index = 0; index < rows.length; index += 1) {
      const line = lines[index]!;
      const row = parser.parse(rows[index]!, line);
      if (row !== null) yield { row, line };
    }
    progress?.rows(rows.length);
  }
  progress?.finish(file);
}
