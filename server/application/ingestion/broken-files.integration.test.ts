import { gzipSync } from 'node:zlib';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { IngestFilesInput } from './index.ts';
import { createIngestionFixture, type IngestionFixture } from './testing/ingestion-fixture.ts';
import { refusal } from './testing/refusal.ts';

const header = 'item_id,date,demand\n';
const goodRows = 'A,2020-01-01,3\nA,2020-01-02,4\n';

let fixture: IngestionFixture;
beforeAll(async () => {
  fixture = await createIngestionFixture();
});
afterAll(async () => {
  await fixture[Symbol.asyncDispose]();
});

async function refused(
  content: string | Uint8Array,
  settings: Partial<IngestFilesInput> = {},
  name = 'sales.csv',
): Promise<string> {
  const files = [{ path: await fixture.file(name, content) }];
  const found = await refusal(
    fixture.ingestFiles.execute({ dataset: { slug: 'broken' }, files, ...settings }),
  );
  expect(Object.values(await fixture.rowCounts())).toEqual([0, 0, 0, 0, 0, 0]);
  return found;
}

describe('a broken file is refused whole, with its place and a remedy:', () => {
  it('missing columns', async () => {
    expect(await refused('sku,date,units\nA,2020-01-01,3\n')).toBe(
      'COLUMN_MISSING: sales.csv, line 1: no column "item_id", "demand". Found 3 column(s): "sku", "date", "units". ' +
        'Rename the columns or map them, and check the delimiter.',
    );
  });

  it('a header with a name twice', async () => {
    expect(await refused('item_id,date,demand,date\nA,2020-01-01,3,2020-01-01\n')).toContain(
      'FILE_UNREADABLE: sales.csv cannot be read: its header (line 1) names the column "date" twice, as columns 2 and 4.',
    );
  });

  it('rows with another number of cells', async () => {
    expect(await refused(`${header}A,2020-01-01\nA,2020-01-02,4,5\n`)).toContain(
      'sales.csv line 2, column (all): found "2 cell(s)", expected 3 cells as in the header\n' +
        '  sales.csv line 3, column (all): found "4 cell(s)", expected 3 cells as in the header',
    );
  });

  it('cells that are no number, no date or no key', async () => {
    const found = await refused(
      `${header}A,2020-01-01,3\nA,2020-02-30,4\nA,yesterday,4\nA,2020-01-03,0x1F\n,2020-01-04,1\n`,
    );
    expect(found).toContain('BAD_ROWS: The source has 4 bad row(s); nothing was written.');
    expect(found).toContain(
      'line 3, column date: found "2020-02-30", expected a UTC date YYYY-MM-DD',
    );
    expect(found).toContain('line 4, column date: found "yesterday"');
    expect(found).toContain('line 5, column demand: found "0x1F", expected a finite number');
    expect(found).toContain('line 6, column item_id: found "", expected the item\'s key');
  });

  it('negative demand, unless a policy takes it', async () => {
    expect(await refused(`${header}A,2020-01-01,-3\n`)).toContain(
      'line 2, column demand: found "-3", expected a demand of at least 0, or the negatives policy "zero" or "net"',
    );
  });

  it('more bad rows than are shown, counted over the whole file', async () => {
    const rows = Array.from({ length: 50_000 }, (_, index) => `A,2020-01-01,bad${index}`);
    const found = await refused(`${header}${rows.join('\n')}\n`);
    expect(found).toContain('The source has 50000 bad row(s)');
    expect(found).toContain('found "bad19"');
    expect(found).not.toContain('found "bad20"');
    expect(found).toContain('and 49980 more');
  });

  it('several rows for one item and period', async () => {
    const found = await refused(`${header}${goodRows}B,2020-01-01,1\nA,2020-01-02,5\n`);
    expect(found).toContain('BAD_ROWS: The source has several rows for 1 item(s) and period(s)');
    expect(found).toContain(
      'sales.csv line 5, column date: found "A 2020-01-02", expected one row per item and period, but sales.csv line 3 has it too',
    );
  });

  it('dates too far apart to be real', async () => {
    expect(await refused(`${header}A,0001-01-01,1\nA,9999-01-01,1\n`)).toContain(
      'line 3, column date: found "9999-01-01", expected a date within 2000000 periods',
    );
  });

  it('bytes that are not UTF-8', async () => {
    const bytes = Buffer.concat([
      Buffer.from(`${header}A,2020-01-01,3\ncaf`),
      Buffer.from([0xe9, 0x2c]),
    ]);
    expect(await refused(bytes)).toBe(
      'FILE_UNREADABLE: sales.csv cannot be read: byte 0xE9 at offset 38, in line 3, is not UTF-8. Save the file as UTF-8 text.',
    );
  });

  it('gzip that breaks off', async () => {
    const zipped = gzipSync(header + goodRows.repeat(5000));
    expect(await refused(zipped.subarray(0, -30), {}, 'sales.csv')).toContain(
      'its compressed data breaks off',
    );
  });

  it('a quote that is never closed', async () => {
    expect(await refused(`${header}A,"2020-01-01,3\nA,2020-01-02,4\n`)).toContain(
      'a quoted cell is never closed',
    );
  });

  it('no content, no rows, or no row that is used', async () => {
    expect(await refused('')).toContain('it is empty');
    expect(await refused(header)).toContain('there is no data row');
    const mapping = { where: [{ column: 'demand', gt: 100 }] };
    expect(await refused(header + goodRows, { mapping })).toContain(
      'none of its 2 row(s) is used: 2 left out by conditions, 0 bad. Check the file and the mapping.',
    );
  });

  it('content that is not what was promised', async () => {
    const path = await fixture.file('promised.csv', header + goodRows);
    const files = [{ path, sha256: 'A'.repeat(64) }];
    expect(await refused('', { files })).toMatch(
      /^CHECKSUM_MISMATCH: promised\.csv is not the file that was promised/,
    );
  });

  it('items that must exist and do not', async () => {
    expect(await refused(header + goodRows, { createItems: false })).toMatch(
      /^ITEMS_NOT_FOUND: The dataset "broken" has no item "A"\./,
    );
  });

  it('a command that makes no sense', async () => {
    const mapping = { where: [{ column: 'demand', matches: '(' }] };
    expect(await refused(header, { mapping, verify: true })).toMatch(/^INVALID_INPUT/);
    expect(await refused(header, { dataset: { slug: 'Not A Slug' } })).toContain('dataset.slug');
  });
});

describe('a file with bad rows that are to be skipped', () => {
  it('is stored without them, and the audit counts them', async () => {
    await using own = await createIngestionFixture();
    const content = `${header}A,2020-01-01,3\nA,2020-01-02,x\nA,2020-01-03,-1\nA,2020-01-04,5\n`;
    const files = [await own.file('sales.csv', content)];
    const report = await own.ingestFiles.execute({
      dataset: { slug: 'some' },
      files,
      badRows: 'skip',
    });
    expect(report.totals).toMatchObject({ rowsRead: 4, rowsUsed: 2, rowsSkipped: 2, units: 8 });
    expect(report.ingestion.audit.findings.filter(({ count }) => count > 0)).toEqual([
      { check: 'gaps', unit: 'values', count: 2, examples: ['A: 2, the first 2020-01-02'] },
      {
        check: 'negatives',
        unit: 'values',
        count: 1,
        examples: [
          'sales.csv line 4, column demand: found "-1", expected a demand of at least 0, or the negatives policy "zero" or "net"',
        ],
      },
      {
        check: 'non-numeric',
        unit: 'rows',
        count: 1,
        examples: [
          'sales.csv line 3, column demand: found "x", expected a finite number such as 12 or 0.5',
        ],
      },
    ]);
  });
});
