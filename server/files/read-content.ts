import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';

import { type ReadOptions, unreadable } from '../application/ingestion/index.ts';
import { fileProblem } from './file-problem.ts';

const chunkBytes = 1 << 20;
const gzipMagic = Buffer.from([0x1f, 0x8b]);

/** A file as it lies on disk. */
export interface DiskFile {
  readonly path: string;
  readonly name: string;
}

/** Size and SHA-256 of content that has been streamed. */
export interface Measure {
  bytes: number;
  sha256: string;
}

/**
 * Streams the content of a file, decompressed if it is gzip by its first bytes, and measures it: `measure` is complete once
 * the stream has ended.
 * @throws ForecastError FILE_UNREADABLE, or the signal's reason.
 */
export async function* readContent(
  file: DiskFile,
  { signal, onBytes }: ReadOptions,
  measure: Measure = { bytes: 0, sha256: '' },
): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of chunks(file, onBytes)) {
      signal.throwIfAborted();
      hash.update(chunk);
      measure.bytes += chunk.length;
      yield chunk;
    }
  } catch (error) {
    throw fileProblem(file.name, error, measure.bytes);
  }
  measure.sha256 = hash.digest('hex');
}

/** Measures the content of a file. */
export async function measureContent(file: DiskFile, options: ReadOptions): Promise<Measure> {
  const measure: Measure = { bytes: 0, sha256: '' };
  const content = readContent(file, options, measure);
  while ((await content.next()).done !== true);
  return measure;
}

async function* chunks(
  { path, name }: DiskFile,
  onBytes: ReadOptions['onBytes'],
): AsyncGenerator<Buffer> {
  const compressed = await isGzip(path);
  if (!compressed && name.toLowerCase().endsWith('.gz')) {
    throw unreadable(
      name,
      'its name ends in .gz, but it is not gzip',
      'Rename it or get it again.',
    );
  }
  const disk = createReadStream(path, { highWaterMark: chunkBytes });
  disk.on('data', () => onBytes?.(disk.bytesRead));
  if (!compressed) {
    yield* disk as AsyncIterable<Buffer>; // without an encoding every chunk is a Buffer
    return;
  }
  const gunzip = createGunzip({ chunkSize: chunkBytes });
  // A failure of either stream ends the reading of `gunzip` with it.
  pipeline(disk, gunzip).catch(() => undefined);
  yield* gunzip as AsyncIterable<Buffer>; // as above
}

async function isGzip(path: string): Promise<boolean> {
  const start = await firstBytes(path, gzipMagic.length);
  return start.equals(gzipMagic);
}

/** The first `count` bytes of a file, fewer where it is shorter. */
export async function firstBytes(path: string, count: number): Promise<Buffer> {
  const handle = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(count), 0, count, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
