import type { BadRow } from '#core/errors';
import { ForecastError } from '#core/errors';

import type { Progress } from '../telemetry.ts';
import {
  BadRows,
  type Cell,
  cellNumber,
  cellText,
  columnMissing,
  describeBadRow,
  refuseRepeatedColumns,
  type SourceContent,
  type SourceReader,
} from '../ingestion/index.ts';

/** How a table file is read. */
export interface ReadControl {
  readonly reader: SourceReader;
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

/** One row whose cells are asked for by column; a cell that breaks the rules makes the row a bad one. */
export interface TableRow {
  text(column: string): string;
  /** A finite number; null where the cell is empty and `optional`. */
  number(column: string, optional?: 'optional'): number | null;
  /** Marks the row as bad. */
  refuse(column: string, expected: string): void;
}

/** A table file whose header is known. */
export interface Table {
  readonly content: SourceContent;
  readonly columns: readonly string[];
}

/**
 * Looks at a CSV (also .gz) or Parquet file.
 * @throws ForecastError FILE_UNREADABLE.
 */
export async function openTable(path: string, { reader, signal }: ReadControl): Promise<Table> {
  const content = await reader.inspect(path, { signal });
  const columns = (await reader.columns(content, ',')).map((name) => name.trim());
  refuseRepeatedColumns(content.name, columns);
  return { content, columns };
}

/**
 * Reads a table row by row. Bad rows are collected to the end of the file, so that all of them are named at once.
 * @throws ForecastError FILE_UNREADABLE, COLUMN_MISSING or BAD_ROWS.
 */
export async function readTable(
  { content, columns }: Table,
  required: readonly string[],
  { reader, signal, onProgress }: ReadControl,
  take: (row: TableRow) => void,
): Promise<void> {
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw columnMissing(content.name, missing, columns);
  const bad = new BadRows();
  const row = new Row(content.name, columns, bad);
  let bytes = 0;
  let rows = 0;
  const options = {
    signal,
    delimiter: ',',
    wanted: new Set(columns),
    onBytes: (read: number) => {
      bytes = read;
    },
  };
  for await (const batch of reader.records(content, options)) {
    for (const [index, cells] of batch.rows.entries()) {
      if (row.moveTo(cells, batch.lines[index] ?? 0)) take(row);
    }
    rows += batch.rows.length;
    onProgress({ stage: content.name, done: bytes, total: content.diskBytes, unit: 'bytes', rows });
  }
  if (bad.count > 0) throw badRows(bad.rows, bad.count);
}

class Row implements TableRow {
  readonly #file: string;
  readonly #columns: readonly string[];
  readonly #index: ReadonlyMap<string, number>;
  readonly #bad: BadRows;
  #cells: readonly Cell[] = [];
  #line = 0;

  constructor(file: string, columns: readonly string[], bad: BadRows) {
    this.#file = file;
    this.#columns = columns;
    this.#index = new Map(columns.map((name, index) => [name, index]));
    this.#bad = bad;
  }

  /** False where the row has too few or too many cells. */
  moveTo(cells: readonly Cell[], line: number): boolean {
    this.#cells = cells;
    this.#line = line;
    if (cells.length === this.#columns.length) return true;
    this.#add('(all)', `${cells.length} cell(s)`, `${this.#columns.length} cells as in the header`);
    return false;
  }

  text(column: string): string {
    return cellText(this.#cell(column));
  }

  number(column: string, optional?: 'optional'): number | null {
    const value = cellNumber(this.#cell(column));
    if (value === null && !(optional === 'optional' && this.text(column) === '')) {
      this.refuse(column, 'a finite number');
    }
    return value;
  }

  refuse(column: string, expected: string): void {
    this.#add(column, this.text(column), expected);
  }

  #cell(column: string): Cell {
    return this.#cells[this.#index.get(column) ?? -1] ?? null;
  }

  #add(column: string, value: string, expected: string): void {
    this.#bad.add({ file: this.#file, line: this.#line, column, value, expected });
  }
}

/** The error for a file with bad rows: the first 20 of `count`. */
export function badRows(rows: readonly BadRow[], count: number): ForecastError<'BAD_ROWS'> {
  const lines = rows.map((row) => `  ${describeBadRow(row)}`);
  if (count > rows.length) lines.push(`  and ${count - rows.length} more`);
  return new ForecastError(
    'BAD_ROWS',
    `The file has ${count} bad row(s); correct them:\n${lines.join('\n')}`,
    { rows, count },
  );
}
