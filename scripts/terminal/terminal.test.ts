import { Writable } from 'node:stream';

import { expect, test } from 'vitest';

import { memoryStream } from '../testing/memory-streams.ts';
import { createTerminal, ReaderGone } from './terminal.ts';

function failingStream(code: string): Writable {
  return new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => {
      done(Object.assign(new Error(code), { code }));
    },
  });
}

test('results and words go to their own streams', async () => {
  const output = memoryStream();
  const diagnostics = memoryStream(true);
  const terminal = createTerminal(output.stream, diagnostics.stream);
  await terminal.write('result\n');
  terminal.say('word');
  expect([output.text(), diagnostics.text()]).toEqual(['result\n', 'word\n']);
  expect(terminal).toMatchObject({ interactive: true, showsResult: false });
});

test('a slow reader is waited for', async () => {
  const taken: (() => void)[] = [];
  const slow = new Writable({
    highWaterMark: 1,
    write: (_chunk, _encoding, done) => taken.push(done),
  });
  const terminal = createTerminal(slow, memoryStream().stream);
  let resolved = false;
  const writing = terminal.write('much').then(() => {
    resolved = true;
  });
  await Promise.resolve();
  expect(resolved).toBe(false);
  taken[0]?.();
  await writing;
  expect(resolved).toBe(true);
});

test('a reader that leaves ends the work quietly', async () => {
  const terminal = createTerminal(failingStream('EPIPE'), memoryStream().stream);
  await expect(terminal.write('text')).rejects.toBeInstanceOf(ReaderGone);
  await expect(terminal.write('more')).rejects.toBeInstanceOf(ReaderGone);
});

test('any other failure to write is a failure', async () => {
  const terminal = createTerminal(failingStream('ENOSPC'), memoryStream().stream);
  await expect(terminal.write('text')).rejects.toThrow('ENOSPC');
});
