import { Readable } from 'node:stream';

import { isForecastError } from '#core/errors';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { strictText } from './strict-text.ts';

function inChunks(bytes: Buffer, size: number): AsyncIterable<Buffer> {
  const count = Math.ceil(bytes.length / size);
  const chunks = Array.from({ length: count }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
  return Readable.from(chunks, { objectMode: true });
}

async function readAll(bytes: Buffer, size: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of strictText('sales.csv', inChunks(bytes, size))) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function problemOf(bytes: Buffer, size: number): Promise<string> {
  const error: unknown = await readAll(bytes, size).then(
    () => null,
    (reason: unknown) => reason,
  );
  return isForecastError(error, 'FILE_UNREADABLE') ? error.details.problem : String(error);
}

describe('strictText', () => {
  it('passes any UTF-8 text through, however it is cut into chunks', async () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !/[\0\uFEFF]/.test(value));
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 5 }), async (value, size) => {
        expect((await readAll(Buffer.from(value), size)).toString()).toBe(value);
      }),
    );
  });

  it('drops a byte order mark at the start, whole or in pieces, and keeps one elsewhere', async () => {
    for (const size of [1, 2, 3, 100]) {
      expect((await readAll(Buffer.from('\uFEFFa\uFEFFb'), size)).toString()).toBe('a\uFEFFb');
    }
  });

  it('names the byte, its offset and its line, also after real replacement characters', async () => {
    const bytes = Buffer.concat([Buffer.from('a,�\nü,'), Buffer.from([0xe9, 0x2c])]);
    for (const size of [1, 3, 100]) {
      expect(await problemOf(bytes, size)).toBe('byte 0xE9 at offset 9, in line 2, is not UTF-8');
    }
  });

  it('refuses a text that ends within a character', async () => {
    expect(await problemOf(Buffer.from([0x61, 0x0a, 0xe2, 0x82]), 100)).toBe(
      'byte 0xE2 at offset 2, in line 2, is not UTF-8',
    );
  });

  it('refuses UTF-16 and other content with NUL bytes', async () => {
    expect(await problemOf(Buffer.from('item', 'utf16le'), 100)).toBe(
      'byte 0x00 at offset 1, in line 1, is not text',
    );
  });
});
