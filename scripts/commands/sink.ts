import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { PassThrough, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';

import { ForecastError } from '#core/errors';

import type { Terminal } from '../terminal/index.ts';

/** Where a result is written part by part. */
export interface Sink {
  readonly write: (text: string) => Promise<void>;
  /** Everything was written: a file appears under its name only now. */
  close(): Promise<void>;
  /** The work failed: a file that was begun is removed. */
  discard(): Promise<void>;
}

/** A file, compressed where its name ends in `.gz`; the terminal's output where `path` is null. */
export function openSink(path: string | null, terminal: Terminal): Sink {
  if (path === null) return { write: terminal.write, close: nothing, discard: nothing };
  return openFile(path);
}

function openFile(path: string): Sink {
  const unfinished = `${path}.${randomBytes(4).toString('hex')}.part`;
  const input: Transform = path.endsWith('.gz') ? createGzip() : new PassThrough();
  let failure: unknown = null;
  const written = pipeline(input, createWriteStream(unfinished)).catch((error: unknown) => {
    failure = error;
  });
  const throwFailure = () => {
    if (failure !== null) throw unwritable(path, failure);
  };
  return {
    async write(text) {
      throwFailure();
      if (!input.write(text)) await Promise.race([once(input, 'drain'), written]);
      throwFailure();
    },
    async close() {
      input.end();
      await written;
      throwFailure();
      await rename(unfinished, path);
    },
    async discard() {
      input.destroy();
      await written;
      await rm(unfinished, { force: true });
    },
  };
}

function nothing(): Promise<void> {
  return Promise.resolve();
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
