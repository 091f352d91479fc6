import { CsvError, parse, type Parser } from 'csv-parse';

import { type RecordBatch, unreadable } from '../application/ingestion/index.ts';

const longestRecord = 4 << 20;

/**
 * Records of a CSV text, the header being the first: quotes as in RFC 4180, LF or CRLF, empty lines skipped, cells
 * untouched. Rows keep the number of cells that they have. One batch per chunk.
 * @throws ForecastError FILE_UNREADABLE naming the line for quotes that do not match.
 */
export async function* csvRecords(
  file: string,
  chunks: AsyncIterable<Buffer>,
  delimiter: string,
): AsyncGenerator<RecordBatch> {
  let rows: string[][] = [];
  let lines: number[] = [];
  let line = 0;
  /** The parser counts a CRLF inside of quotes as two lines. */
  let doubled = 0;
  const parser = parse({
    delimiter,
    record_delimiter: ['\r\n', '\n'],
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: longestRecord,
    // Taking records here and giving none on saves a stream event per row.
    on_record: (record: string[], context) => {
      rows.push(record);
      if (context.lines > line + 1) doubled += quotedLineEnds(record);
      line = context.lines;
      lines.push(line - doubled);
      return null;
    },
  });
  // The callbacks of `write` report failures; without a listener the event would end the process.
  parser.on('error', () => undefined);
  parser.resume();
  try {
    for await (const chunk of chunks) {
      await settled((done) => parser.write(chunk, done));
      if (rows.length === 0) continue;
      yield { rows, lines };
      rows = [];
      lines = [];
    }
    await ended(parser);
  } catch (error) {
    throw csvProblem(file, error);
  } finally {
    parser.destroy();
  }
  if (rows.length > 0) yield { rows, lines };
}

/** How many CRLF stand in the cells of a record. */
function quotedLineEnds(record: readonly string[]): number {
  return record.reduce((sum, cell) => sum + cell.split('\r\n').length - 1, 0);
}

function settled(start: (done: (error?: Error | null) => void) => unknown): Promise<void> {
  return new Promise((resolve, reject) => {
    start((error) => {
      if (error) reject(error);
      else resolve();
    });
  });
}

function ended(parser: Parser): Promise<void> {
  return new Promise((resolve, reject) => {
    parser.once('error', reject);
    parser.once('end', resolve);
    parser.end();
  });
}

function csvProblem(file: string, error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = typeof error['lines'] === 'number' ? `line ${error['lines']}: ` : '';
  const [problem, remedy] = explain(error.code);
  return unreadable(file, line + problem, remedy, error);
}

function explain(code: CsvError['code']): readonly [problem: string, remedy: string] {
  if (code === 'CSV_QUOTE_NOT_CLOSED') {
    return [
      'a quoted cell is never closed',
      'Close the quote; a quote inside of a cell is written twice.',
    ];
  }
  if (code === 'CSV_MAX_RECORD_SIZE') {
    return ['a row is longer than 4 MiB', 'Look for a quote that is never closed.'];
  }
  return [
    'a quote stands inside of a cell',
    'Quote the whole cell and write a quote inside of it twice.',
  ];
}
