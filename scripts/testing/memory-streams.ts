import { Writable } from 'node:stream';

import { createTerminal, type OutputStream, type Terminal } from '../terminal/index.ts';

/** A stream that keeps what is written; a terminal where `isTTY`. */
export function memoryStream(isTTY = false): { stream: OutputStream; text: () => string } {
  let text = '';
  const writable = new Writable({
    write(chunk: Buffer, _encoding, done) {
      text += chunk.toString();
      done();
    },
  });
  return { stream: Object.assign(writable, { isTTY }), text: () => text };
}

/** A terminal in memory. */
export function memoryTerminal(options: { readonly interactive?: boolean } = {}): {
  terminal: Terminal;
  output: () => string;
  diagnostics: () => string;
} {
  const output = memoryStream();
  const diagnostics = memoryStream(options.interactive);
  return {
    terminal: createTerminal(output.stream, diagnostics.stream),
    output: output.text,
    diagnostics: diagnostics.text,
  };
}
