import { Readable } from 'node:stream';

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { lineBlocks } from './line-blocks.ts';

async function blocksOf(chunks: readonly string[]): Promise<string[]> {
  const source = Readable.from(
    chunks.map((chunk) => Buffer.from(chunk)),
    { objectMode: true },
  );
  const blocks: string[] = [];
  for await (const block of lineBlocks('sales.csv', source)) blocks.push(block.toString());
  return blocks;
}

describe('lineBlocks', () => {
  it('keeps the text and ends every block but the last with a line feed', async () => {
    const chunk = fc.string({ unit: fc.constantFrom('a', 'b', '\n') });
    await fc.assert(
      fc.asyncProperty(fc.array(chunk), async (chunks) => {
        const blocks = await blocksOf(chunks);
        expect(blocks.join('')).toBe(chunks.join(''));
        for (const block of blocks.slice(0, -1)) expect(block.endsWith('\n')).toBe(true);
      }),
    );
  });

  it('refuses what has no line ends', async () => {
    const chunk = 'x'.repeat(33 << 20);
    await expect(blocksOf([chunk, chunk])).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });
});
