import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { ForecastError } from '#core/errors';

/** A file that is written part by part. */
export interface WrittenFile {
  /** Waits where the disk is slower. */
  readonly write: (part: string | Uint8Array) => Promise<void>;
  /** Everything was written: the file appears under its name only now. */
  close(): Promise<FileFacts>;
  /** The work failed: what was begun is removed. */
  discard(): Promise<void>;
}

/** What lies on the disk. */
export interface FileFacts {
  readonly bytes: number;
  readonly sha256: string;
}

/** What a file is called while it is written. */
export const unfinishedEnding = '.part';

/** Begins a file, compressed where its name ends in `.gz`. Failures are FILE_UNREADABLE, from the next call on. */
export function createFile(path: string): WrittenFile {
  const unfinished = `${path}.${randomBytes(4).toString('hex')}${unfinishedEnding}`;
  const input: Transform = path.endsWith('.gz') ? createGzip() : new PassThrough();
  const hash = createHash('sha256');
  let bytes = 0;
  const counted = async function* (chunks: AsyncIterable<Buffer>) {
    for await (const chunk of chunks) {
      bytes += chunk.length;
      hash.update(chunk);
      yield chunk;
    }
  };
  let failure: unknown = null;
  const written = pipeline(input, counted, createWriteStream(unfinished)).catch(
    (error: unknown) => {
      failure = error;
    },
  );
  const throwFailure = () => {
    if (failure !== null) throw unwritable(path, failure);
  };
  return {
    async write(part) {
      throwFailure();
      if (!input.write(part)) await Promise.race([once(input, 'drain'), written]);
      throwFailure();
    },
    async close() {
      input.end();
      await written;
      throwFailure();
      await rename(unfinished, path);
      return { bytes, sha256: hash.digest('hex') };
    },
    async discard() {
      input.destroy();
      await written;
      await rm(unfinished, { force: true });
    },
  };
}

function unwritable(path: string, cause: unknown): ForecastError<'FILE_UNREADABLE'> {
  const problem = cause instanceof Error ? cause.message : String(cause);
  return new ForecastError(
    'FILE_UNREADABLE',
    `${path} cannot be written: ${problem}. Name a file in a folder that exists and may be written.`,
    { file: path, problem },
    cause,
  );
}
