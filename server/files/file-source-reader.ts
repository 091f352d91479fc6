import { stat } from 'node:fs/promises';
import { basename, resolve } from 'node:path';

import {
  type ReadOptions,
  type RecordBatch,
  type RecordOptions,
  type SourceContent,
  type SourceReader,
  unreadable,
} from '../application/ingestion/index.ts';
import { csvRecords } from './csv-records.ts';
import { fileProblem } from './file-problem.ts';
import { lineBlocks } from './line-blocks.ts';
import { parquetColumns, parquetRecords } from './parquet-records.ts';
import { firstBytes, measureContent, type Measure, readContent } from './read-content.ts';
import { strictText } from './strict-text.ts';

const parquetMagic = Buffer.from('PAR1');

/** Reads source files from the local disk. */
export class FileSourceReader implements SourceReader {
  async inspect(path: string, options: ReadOptions): Promise<SourceContent> {
    const file = { path: resolve(path), name: basename(path) };
    const diskBytes = await sizeOf(file.path, file.name);
    const measure = await measureContent(file, options);
    if (measure.bytes === 0)
      throw unreadable(file.name, 'it is empty', 'Check how it was written.');
    const kind = (await isParquet(file.path)) ? 'parquet' : 'text';
    return { ...file, kind, diskBytes, ...measure };
  }

  async columns(content: SourceContent, delimiter: string): Promise<readonly string[]> {
    if (content.kind === 'parquet') return parquetColumns(content);
    const options = { signal: new AbortController().signal };
    const text = strictText(content.name, readContent(content, options));
    for await (const { rows } of csvRecords(content.name, text, delimiter)) {
      return rows[0]?.map(String) ?? [];
    }
    throw unreadable(content.name, 'it has no header line', 'Name the columns in the first line.');
  }

  async *records(content: SourceContent, options: RecordOptions): AsyncGenerator<RecordBatch> {
    if (content.kind === 'parquet') {
      yield* parquetRecords(content, options);
      const now = await this.inspect(content.path, { signal: options.signal });
      refuseChanged(content, now);
      return;
    }
    let header = true;
    const text = this.#text(content, options);
    for await (const batch of csvRecords(content.name, text, options.delimiter)) {
      if (!header) yield batch;
      else yield { rows: batch.rows.slice(1), lines: batch.lines.slice(1) };
      header = false;
    }
  }

  lines(content: SourceContent, options: ReadOptions): AsyncIterable<Uint8Array> {
    return lineBlocks(content.name, this.#text(content, options));
  }

  /** The text of a file, refused at its end when it is not the one that was inspected. */
  async *#text(content: SourceContent, options: ReadOptions): AsyncGenerator<Buffer> {
    const measure: Measure = { bytes: 0, sha256: '' };
    yield* strictText(content.name, readContent(content, options, measure));
    refuseChanged(content, measure);
  }
}

function refuseChanged({ name, sha256 }: SourceContent, now: Measure): void {
  if (now.sha256 === sha256) return;
  throw unreadable(name, 'it changed while it was being read', 'Try again when it is complete.');
}

async function sizeOf(path: string, name: string): Promise<number> {
  try {
    return (await stat(path)).size;
  } catch (error) {
    throw fileProblem(name, error, 0);
  }
}

async function isParquet(path: string): Promise<boolean> {
  const start = await firstBytes(path, parquetMagic.length);
  return start.equals(parquetMagic);
}
