import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { RecordBatch, SourceContent } from '../application/ingestion/index.ts';
import { refusal } from '../application/ingestion/testing/refusal.ts';
import { FileSourceReader } from './file-source-reader.ts';

const reader = new FileSourceReader();
const { signal } = new AbortController();
const csv = 'item_id,date,demand\nA,2024-01-01,3\nB,2024-01-01,4\n';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'forecastle-files-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function file(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

const inspect = (path: string): Promise<SourceContent> => reader.inspect(path, { signal });

async function records(content: SourceContent): Promise<RecordBatch> {
  const rows: RecordBatch['rows'][number][] = [];
  const lines: number[] = [];
  const wanted = new Set(['item_id', 'date', 'demand', 'price', 'tags']);
  for await (const batch of reader.records(content, { delimiter: ',', wanted, signal })) {
    rows.push(...batch.rows);
    lines.push(...batch.lines);
  }
  return { rows, lines };
}

async function text(content: SourceContent): Promise<string> {
  const blocks: Uint8Array[] = [];
  for await (const block of reader.lines(content, { signal })) blocks.push(block);
  return Buffer.concat(blocks).toString();
}

describe('FileSourceReader', () => {
  it('finds the same content in a file and in its gzip', async () => {
    const plain = await inspect(await file('sales.csv', csv));
    const zipped = await inspect(await file('sales.csv.gz', gzipSync(csv)));
    expect(zipped).toMatchObject({ bytes: plain.bytes, sha256: plain.sha256, kind: 'text' });
    expect(plain).toMatchObject({ name: 'sales.csv', bytes: csv.length, diskBytes: csv.length });
    expect(await records(zipped)).toEqual(await records(plain));
    expect(await text(zipped)).toBe(csv);
    expect(await reader.columns(zipped, ',')).toEqual(['item_id', 'date', 'demand']);
  });

  it('knows gzip by its bytes, also when the name does not say so', async () => {
    const content = await inspect(await file('really-gzip.csv', gzipSync(csv)));
    expect(await text(content)).toBe(csv);
  });

  it('reports the bytes read from disk', async () => {
    const bytes = gzipSync(csv);
    const seen: number[] = [];
    const path = await file('progress.csv.gz', bytes);
    await reader.inspect(path, { signal, onBytes: (count) => seen.push(count) });
    expect(seen.at(-1)).toBe(bytes.length);
  });

  it.each([
    ['a missing file', () => Promise.resolve(join(folder, 'missing.csv')), 'there is no such file'],
    ['a folder', () => Promise.resolve(folder), 'it is a folder'],
    ['an empty file', () => file('empty.csv', ''), 'it is empty'],
    ['an empty gzip', () => file('empty.csv.gz', gzipSync('')), 'it is empty'],
    ['a false name', () => file('plain.csv.gz', csv), 'its name ends in .gz, but it is not gzip'],
    [
      'a gzip that breaks off',
      () => file('cut.csv.gz', gzipSync(csv.repeat(1000)).subarray(0, -20)),
      'its compressed data breaks off',
    ],
    [
      'a damaged gzip',
      () => file('bad.csv.gz', gzipSync(csv).fill(0xff, 10, 20)),
      'its compressed data is damaged',
    ],
  ])('refuses %s', async (_, make, problem) => {
    const found = await refusal(make().then(inspect));
    expect(found).toContain('FILE_UNREADABLE');
    expect(found).toContain(problem);
  });

  it('refuses a file that is changed between looking at it and reading it', async () => {
    const content = await inspect(await file('changing.csv', csv));
    await file('changing.csv', csv.replace('3', '5'));
    await expect(records(content)).rejects.toThrow('it changed while it was being read');
    await expect(text(content)).rejects.toThrow('it changed while it was being read');
  });

  it('refuses a file without a header line', async () => {
    const content = await inspect(await file('blank.csv', '\n\n'));
    await expect(reader.columns(content, ',')).rejects.toThrow('it has no header line');
  });

  it('stops with the reason of an aborted signal', async () => {
    const path = await file('aborted.csv', csv);
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(reader.inspect(path, { signal: aborted })).rejects.toThrow('enough');
  });

  // Both files were written by Apache Arrow (pyarrow 26).
  it('reads Parquet row group by row group, only the columns that are wanted', async () => {
    const path = join(import.meta.dirname, '__fixtures__/daily-snappy.parquet');
    const content = await inspect(path);
    expect(content.kind).toBe('parquet');
    const columns = ['item_id', 'date', 'demand', 'price', 'store', 'promoted'];
    expect(await reader.columns(content, ',')).toEqual(columns);
    const { rows, lines } = await records(content);
    expect(lines).toEqual([1, 2, 3, 4, 5, 6]);
    expect(rows[2]).toEqual(['A', new Date('2024-01-04'), 5n, null, null, null]);
    expect(rows[4]).toEqual(['B', new Date('2024-01-02'), null, 2.25, null, null]);
  });

  it('reads timestamps, decimals and lists from Zstandard pages', async () => {
    const path = join(import.meta.dirname, '__fixtures__/timestamps-zstd.parquet');
    expect((await records(await inspect(path))).rows).toEqual([
      [101, new Date('2024-01-01T08:30Z'), 1.5, 1.5, '["x","y"]'],
      [101, new Date('2024-01-01T09:00Z'), 2.5, 2, '[]'],
      [102, new Date('2024-01-02T23:59Z'), 4, 3.25, null],
    ]);
  });

  it('refuses a Parquet file that breaks off', async () => {
    const content = await inspect(await file('cut.parquet', 'PAR1 and nothing else'));
    expect(await refusal(reader.columns(content, ','))).toContain('not a readable Parquet file');
  });
});
