import { createFile } from '../../server/files/index.ts';
import type { Terminal } from '../terminal/index.ts';

/** Where a result is written part by part. */
export interface Sink {
  readonly write: (text: string) => Promise<void>;
  /** Everything was written: a file appears under its name only now. */
  close(): Promise<unknown>;
  /** The work failed: a file that was begun is removed. */
  discard(): Promise<void>;
}

/** A file, compressed where its name ends in `.gz`; the terminal's output where `path` is null. */
export function openSink(path: string | null, terminal: Terminal): Sink {
  if (path === null) return { write: terminal.write, close: nothing, discard: nothing };
  return createFile(path);
}

function nothing(): Promise<void> {
  return Promise.resolve();
}
