/** One cell of a table: text in a CSV file, native values in Parquet. `null` = no value. */
export type Cell = string | number | bigint | boolean | Date | null;

/** A file that was read once, so that its content is known before anything is written. */
export interface SourceContent {
  readonly path: string;
  /** The file's name without its folders. */
  readonly name: string;
  readonly kind: 'text' | 'parquet';
  /** Bytes on disk: the total of `onBytes`. */
  readonly diskBytes: number;
  /** Bytes of the content, after decompression. */
  readonly bytes: number;
  /** SHA-256 of the content, 64 hex digits. */
  readonly sha256: string;
}

/** Rows of a table. */
export interface RecordBatch {
  /** Cells in the order of the file's columns. A row of a CSV file may have too few or too many. */
  readonly rows: readonly (readonly Cell[])[];
  /** Line in the file on which each row ends, the header being line 1; in Parquet, the number of the row from 1. */
  readonly lines: readonly number[];
}

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Bytes read from disk so far. */
  readonly onBytes?: (bytes: number) => void;
}

export interface RecordOptions extends ReadOptions {
  /** One character between two cells of a CSV file. */
  readonly delimiter: string;
  /** Columns whose cells are wanted; a reader may leave the others null. */
  readonly wanted: ReadonlySet<string>;
}

/**
 * Reads source files in bounded memory, decompressing gzip on the way. Text is strict UTF-8, a byte order mark is
 * dropped, lines end in LF or CRLF. Every method throws FILE_UNREADABLE, which names the file, the place and the remedy,
 * and stops with the signal's reason when it is aborted.
 */
export interface SourceReader {
  /** Measures and hashes the whole content. */
  inspect(path: string, options: ReadOptions): Promise<SourceContent>;
  /** Column names of a CSV (first line) or Parquet file, as written. */
  columns(content: SourceContent, delimiter: string): Promise<readonly string[]>;
  /** Data rows of a CSV or Parquet file. Throws when the content is no longer the inspected one. */
  records(content: SourceContent, options: RecordOptions): AsyncIterable<RecordBatch>;
  /** The content of a text file in blocks of whole lines, header included. Throws as `records` does. */
  lines(content: SourceContent, options: ReadOptions): AsyncIterable<Uint8Array>;
}

/** SHA-256 of a text, 64 hex digits. */
export type Digest = (text: string) => string;
