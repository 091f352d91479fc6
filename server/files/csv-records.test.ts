import { Readable } from 'node:stream';

import { describe, expect, it } from 'vitest';

import { refusal } from '../application/ingestion/testing/refusal.ts';
import { csvRecords } from './csv-records.ts';

function inChunks(text: string, size: number): AsyncIterable<Buffer> {
  const bytes = Buffer.from(text);
  const count = Math.ceil(bytes.length / size);
  const chunks = Array.from({ length: count }, (_, n) => bytes.subarray(n * size, (n + 1) * size));
  return Readable.from(chunks, { objectMode: true });
}

async function read(text: string, delimiter = ',', chunkBytes = 7) {
  const rows: unknown[] = [];
  const lines: number[] = [];
  for await (const batch of csvRecords('sales.csv', inChunks(text, chunkBytes), delimiter)) {
    rows.push(...batch.rows);
    lines.push(...batch.lines);
  }
  return { rows, lines };
}

describe('csvRecords', () => {
  it('reads quotes, CRLF and LF in one file, and keeps the lines', async () => {
    const text = 'item,date\r\n"a, ""b""",2024-01-01\n\n"two\r\nlines",x\r\nlast,y';
    expect(await read(text)).toEqual({
      rows: [
        ['item', 'date'],
        ['a, "b"', '2024-01-01'],
        ['two\r\nlines', 'x'],
        ['last', 'y'],
      ],
      lines: [1, 2, 5, 6],
    });
  });

  it('leaves rows with too few or too many cells as they are', async () => {
    expect((await read('a;b\n1\n1;2;3\n', ';')).rows).toEqual([['a', 'b'], ['1'], ['1', '2', '3']]);
  });

  it('names the line of a quote that is never closed', async () => {
    expect(await refusal(read('a,b\n1,2\n"3,4\n5,6\n'))).toMatch(
      /^FILE_UNREADABLE: sales\.csv cannot be read: line \d+: a quoted cell is never closed\./,
    );
  });

  it('names the line of a quote inside of a cell', async () => {
    expect(await refusal(read('a,b\n1,2\n"3"x,4\n'))).toContain(
      'line 3: a quote stands inside of a cell',
    );
  });

  it('refuses a row that grows without end', async () => {
    const text = `a,b\n"${'x'.repeat(5 << 20)}`;
    expect(await refusal(read(text, ',', 1 << 20))).toContain('longer than 4 MiB');
  });
});
