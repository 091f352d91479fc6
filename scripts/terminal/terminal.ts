import { once } from 'node:events';
import type { Writable } from 'node:stream';

/** An output stream that may be a terminal. */
export type OutputStream = Writable & { readonly isTTY?: boolean };

/** Where a command writes: results to standard output, everything else to standard error. */
export interface Terminal {
  /**
   * Writes a part of the result; resolves when the reader can take more.
   * @throws ReaderGone where the reader has left, as in `| head`.
   */
  readonly write: (text: string) => Promise<void>;
  /** One line for the person who runs the command. */
  readonly say: (line: string) => void;
  /** True where a person watches standard error on a terminal. */
  readonly interactive: boolean;
  /** True where the result goes to a terminal rather than to a file or another program. */
  readonly showsResult: boolean;
  /** Standard error, for progress bars and log lines. */
  readonly diagnostics: OutputStream;
}

/** Nobody reads the result any more: the work may end, and nothing is wrong. */
export class ReaderGone extends Error {
  override readonly name = 'ReaderGone';
}

/** The terminal over a pair of streams. */
export function createTerminal(output: OutputStream, diagnostics: OutputStream): Terminal {
  let failure: Error | null = null;
  output.on('error', (error: Error) => {
    const left = 'code' in error && error.code === 'EPIPE';
    failure = left ? new ReaderGone('the reader of the output has left') : error;
  });
  return {
    write: async (text) => {
      if (failure === null && !output.write(text)) await once(output, 'drain').catch(() => null);
      if (failure !== null) throw failure;
    },
    say: (line) => {
      diagnostics.write(`${line}\n`);
    },
    interactive: diagnostics.isTTY === true,
    showsResult: output.isTTY === true,
    diagnostics,
  };
}
