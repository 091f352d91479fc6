import {
  type AsyncBuffer,
  asyncBufferFromFile,
  type FileMetaData,
  parquetMetadataAsync,
  parquetReadObjects,
  parquetSchema,
} from 'hyparquet';
import { compressors } from 'hyparquet-compressors';

import {
  type Cell,
  type RecordBatch,
  type RecordOptions,
  unreadable,
} from '../application/ingestion/index.ts';
import { fileProblem } from './file-problem.ts';
import type { DiskFile } from './read-content.ts';

/** Column names of a Parquet file. */
export async function parquetColumns({ path, name }: DiskFile): Promise<readonly string[]> {
  const { metadata } = await openParquet(path, name);
  return columnsOf(metadata);
}

/** Rows of a Parquet file, one batch per row group; columns that are not wanted stay null. */
export async function* parquetRecords(
  { path, name }: DiskFile,
  { wanted, signal, onBytes }: Omit<RecordOptions, 'delimiter'>,
): AsyncGenerator<RecordBatch> {
  const { file, metadata } = await openParquet(path, name);
  const all = columnsOf(metadata);
  const columns = all.filter((column) => wanted.has(column.trim()));
  let rowStart = 0;
  for (const group of metadata.row_groups) {
    signal.throwIfAborted();
    const rowEnd = rowStart + Number(group.num_rows);
    const range = { file, metadata, columns, compressors, rowStart, rowEnd };
    const records = await parquetReadObjects(range).catch((error: unknown) => {
      throw damaged(name, error);
    });
    yield {
      rows: records.map((record) => all.map((column) => toCell(record[column]))),
      lines: records.map((_, index) => rowStart + index + 1),
    };
    rowStart = rowEnd;
    onBytes?.(Math.round((file.byteLength * rowEnd) / Number(metadata.num_rows)));
  }
}

async function openParquet(
  path: string,
  name: string,
): Promise<{ readonly file: AsyncBuffer; readonly metadata: FileMetaData }> {
  try {
    const file = await asyncBufferFromFile(path);
    return { file, metadata: await parquetMetadataAsync(file) };
  } catch (error) {
    const problem = fileProblem(name, error, 0);
    throw problem === error ? damaged(name, error) : problem;
  }
}

function columnsOf(metadata: FileMetaData): readonly string[] {
  return parquetSchema(metadata).children.map(({ element }) => element.name);
}

function damaged(name: string, error: unknown): Error {
  const detail = error instanceof Error ? error.message : String(error);
  return unreadable(
    name,
    `it is not a readable Parquet file (${detail})`,
    'Write the file again.',
    error,
  );
}

/** Lists, maps and structures become their JSON text. */
function toCell(value: unknown): Cell {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number') return value;
  if (typeof value === 'bigint' || typeof value === 'boolean') return value;
  if (value instanceof Date) return value;
  return JSON.stringify(value, (_, part: unknown) =>
    typeof part === 'bigint' ? String(part) : part,
  );
}
