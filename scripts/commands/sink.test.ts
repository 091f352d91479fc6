import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';

import { expect, test } from 'vitest';

import { memoryTerminal } from '../testing/memory-streams.ts';
import { temporaryFolder } from '../testing/temporary-folder.ts';
import { openSink } from './sink.ts';

test('without a file the result goes to the terminal', async () => {
  const { terminal, output } = memoryTerminal();
  const sink = openSink(null, terminal);
  await sink.write('a');
  await sink.close();
  await sink.discard();
  expect(output()).toBe('a');
});

test('a file appears when it is complete, and not before', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'out.csv');
  const sink = openSink(path, memoryTerminal().terminal);
  await sink.write('a\n');
  expect(await readdir(folder.path)).not.toContain('out.csv');
  await sink.write('b\n');
  await sink.close();
  expect(await readFile(path, 'utf8')).toBe('a\nb\n');
  expect(await readdir(folder.path)).toEqual(['out.csv']);
});

test('a name that ends in .gz is compressed, however much is written', async () => {
  await using folder = await temporaryFolder();
  const path = join(folder.path, 'out.csv.gz');
  const sink = openSink(path, memoryTerminal().terminal);
  const part = 'x'.repeat(100_000);
  for (let count = 0; count < 20; count += 1) await sink.write(part);
  await sink.close();
  expect(gunzipSync(await readFile(path)).length).toBe(2_000_000);
});

test('a failed work leaves no file', async () => {
  await using folder = await temporaryFolder();
  const sink = openSink(join(folder.path, 'out.csv'), memoryTerminal().terminal);
  await sink.write('half');
  await sink.discard();
  expect(await readdir(folder.path)).toEqual([]);
});

test('a folder that does not exist is named', async () => {
  await using folder = await temporaryFolder();
  const sink = openSink(join(folder.path, 'none', 'out.csv'), memoryTerminal().terminal);
  await expect(sink.write('a').then(() => sink.close())).rejects.toThrow(
    /out\.csv cannot be written/,
  );
  await sink.discard();
});
