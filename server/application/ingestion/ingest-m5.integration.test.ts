import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { IngestFilesInput } from './index.ts';
import { createIngestionFixture, type IngestionFixture } from './testing/ingestion-fixture.ts';
import { m5CalendarFile, m5Header, m5SalesFile } from './testing/m5-files.ts';
import { refusal } from './testing/refusal.ts';

const days = 14;
const values = [0, 0, 1, 2, 0, 4, 5, 0, 0, 7, 8, 9, 1, 2];
const sales = m5SalesFile({
  HOBBIES_1_001: values,
  HOBBIES_1_002: values.map((value) => value * 2),
});
const calendar = m5CalendarFile(days + 7, {
  2: 'SuperBowl,Sporting,,,0,0,0',
  9: ',,,,1,0,1',
});
const weekly =
  'store_id,item_id,wm_yr_wk,sell_price\n' +
  'CA_1,HOBBIES_1_001,11102,9.58\nCA_1,HOBBIES_1_001,11103,8.26\nCA_9,OTHER,11101,1\n';
const spells =
  'store_id,item_id,from_wm_yr_wk,to_wm_yr_wk,sell_price\n' +
  'CA_1,HOBBIES_1_001,11102,11102,9.58\nCA_1,HOBBIES_1_001,11103,11103,8.26\nCA_9,OTHER,11101,11103,1\n';

let fixture: IngestionFixture;
beforeAll(async () => {
  fixture = await createIngestionFixture();
});
afterAll(async () => {
  await fixture[Symbol.asyncDispose]();
});

async function files(contents: Readonly<Record<string, string>>): Promise<string[]> {
  return Promise.all(
    Object.entries(contents).map(([name, content]) => fixture.file(name, content)),
  );
}

async function ingest(
  slug: string,
  contents: Readonly<Record<string, string>>,
  settings: Partial<IngestFilesInput> = {},
) {
  const command = { dataset: { slug }, format: 'm5', files: await files(contents), ...settings };
  return fixture.ingestFiles.execute(command);
}

async function prices(slug: string): Promise<unknown> {
  const { rows } = await fixture.test.database.pool.query<Record<string, unknown>>(
    `select i.key, p.start_period as start, p.values from price_patch p
     join item i on i.id = p.item_id join dataset d on d.id = i.dataset_id where d.slug = $1`,
    [slug],
  );
  return rows;
}

/** 2011-02-05, the first day of the second week of the calendar. */
const secondWeek = 15_010;
const twoWeeks = [...Array<number>(7).fill(9.58), ...Array<number>(7).fill(8.26)];

describe('IngestFiles, M5 layout', () => {
  it('stores items, demand, events and weekly prices by day, in whatever order the files come', async () => {
    const report = await ingest('weekly', {
      'sell_prices.csv': weekly,
      'calendar.csv.gz': calendar,
      'sales.csv.gz': sales,
    });
    expect(report).toMatchObject({
      totals: { rowsRead: 2, rowsUsed: 2, units: 39 * 3, itemsCreated: 2 },
      ingestion: {
        source: 'm5',
        rowCount: 2,
        valueCount: 28,
        files: [
          { name: 'sales.csv.gz', rows: 2 },
          { name: 'calendar.csv.gz', rows: 21 },
          { name: 'sell_prices.csv', rows: 3 },
        ],
      },
    });
    const demand = await fixture.demand('weekly');
    expect([...(demand.get('HOBBIES_1_001_CA_1')?.values() ?? [])]).toEqual(values);
    expect(demand.get('HOBBIES_1_002_CA_1')?.get('2011-02-11')).toBe(4);
    expect(await prices('weekly')).toEqual([
      { key: 'HOBBIES_1_001_CA_1', start: secondWeek, values: twoWeeks },
    ]);
    const unknown = report.ingestion.audit.findings.find(({ check }) => check === 'unknown-items');
    expect(unknown).toMatchObject({ count: 1, examples: ['OTHER_CA_9: has prices but no sales'] });
    const [dataset] = await fixture.catalog.datasetsBySlug(['weekly']);
    expect(
      await fixture.catalog.calendarEvents(dataset?.id ?? 0, '2011-01-01', '2011-12-31'),
    ).toEqual([
      { date: '2011-01-30', name: 'SuperBowl', kind: 'Sporting', region: '' },
      { date: '2011-02-06', name: 'SNAP', kind: 'SNAP', region: 'CA' },
      { date: '2011-02-06', name: 'SNAP', kind: 'SNAP', region: 'WI' },
    ]);
  });

  it('stores the same prices from spells, and the same values from CRLF', async () => {
    const crlf = (text: string): string => text.replaceAll('\n', '\r\n');
    await ingest('spells', {
      'sales.csv': crlf(sales),
      'calendar.csv': crlf(calendar),
      'spells.csv': crlf(spells),
    });
    expect(await prices('spells')).toEqual([
      { key: 'HOBBIES_1_001_CA_1', start: secondWeek, values: twoWeeks },
    ]);
    expect([
      ...((await fixture.demand('spells')).get('HOBBIES_1_001_CA_1')?.values() ?? []),
    ]).toEqual(values);
  });

  it('leaves bad lines out on request', async () => {
    const text = m5SalesFile({ A: [1, 2], B: [1, 'x'], C: [1, -2], D: ['', 3] });
    const contents = { 'sales.csv': text, 'calendar.csv': calendar };
    const report = await ingest('skipped', contents, { badRows: 'skip' });
    expect(report.totals).toMatchObject({ rowsRead: 4, rowsUsed: 2, rowsSkipped: 2, units: 6 });
    expect([...(await fixture.demand('skipped')).keys()]).toEqual(['A_CA_1', 'D_CA_1']);
    const zero = await ingest('zeroed', contents, { badRows: 'skip', negatives: 'zero' });
    expect(zero.totals).toMatchObject({ rowsUsed: 3, units: 7 });
  });
});

describe('a broken M5 file is refused whole, with its place and a remedy:', () => {
  const refused = async (contents: Readonly<Record<string, string>>): Promise<string> => {
    const found = await refusal(ingest('broken', contents));
    expect(await fixture.catalog.datasetsBySlug(['broken'])).toEqual([]);
    return found;
  };
  const withSales = (text: string): Promise<string> =>
    refused({ 'sales.csv': text, 'calendar.csv': calendar });

  it('a missing or unknown file', async () => {
    expect(await refused({ 'sales.csv': sales })).toContain('no calendar is among them');
    expect(await refused({ 'calendar.csv': calendar })).toContain('no sales file is among them');
    expect(await withSales('a,b\n1,2\n')).toContain('its header is that of no M5 file');
    expect(await refused({ 'a.csv': weekly, 'b.csv': spells, 'calendar.csv': calendar })).toContain(
      'b.csv cannot be read: a.csv holds prices already',
    );
  });

  it('cells that are no number, negative or missing', async () => {
    const found = await withSales(
      `${m5SalesFile({ A: [1, 'x', 3], B: [1, -2, 3], C: [1, 2] })}D_CA_1_evaluation,,H,H,CA_1,CA,1,2,3\n`,
    );
    expect(found).toContain('The source has 4 bad row(s)');
    expect(found).toContain('sales.csv line 2, column d_2: found "x", expected a finite number');
    expect(found).toContain(
      'sales.csv line 3, column d_2: found "-2", expected a demand of at least 0',
    );
    expect(found).toContain('sales.csv line 4, column (all): found "8 cell(s)", expected 9 cells');
    expect(found).toContain('sales.csv line 5, column item_id: found "", expected a name');
  });

  it('an item twice', async () => {
    const text = m5SalesFile({ A: [1, 2] });
    const line = text.split('\n')[1] ?? '';
    expect(await withSales(`${text}${line}\n`)).toContain(
      'sales.csv line 3, column id: found "A_CA_1", expected one line per item and store',
    );
  });

  it('no rows, days out of order, misplaced columns', async () => {
    expect(await withSales(`${m5Header(2)}\n`)).toContain('there is no good data row');
    expect(await withSales(sales.replace('d_2,d_3', 'd_3,d_2'))).toContain(
      'stands "d_3", which is not the next day of the calendar',
    );
    expect(await withSales(sales.replace('id,item_id', 'item_id,id'))).toMatch(
      /^COLUMN_MISSING: sales\.csv/,
    );
    const longer = m5SalesFile({ A: Array<number>(30).fill(1) });
    expect(await withSales(longer)).toContain('stands "d_22", which is not the next day');
  });

  it('a calendar with a wrong date, day, week or column', async () => {
    const withCalendar = (text: string): Promise<string> =>
      refused({ 'sales.csv': sales, 'calendar.csv': text });
    expect(await withCalendar(calendar.replace('2011-02-01', '2011-02-31'))).toContain(
      'calendar.csv line 5, column date: found "2011-02-31"',
    );
    expect(await withCalendar(calendar.replace('2011-02-01', '2011-03-01'))).toContain(
      'column date: found "2011-03-01", expected the day after',
    );
    expect(await withCalendar(calendar.replace('d_4', 'd_3'))).toContain('column d: found "d_3"');
    expect(await withCalendar(calendar.replace('2011-02-01,11101', '2011-02-01,week'))).toContain(
      'column wm_yr_wk: found "week"',
    );
    expect(await withCalendar(calendar.replace('date,', 'day,'))).toMatch(/^COLUMN_MISSING/);
    expect(await withCalendar(calendar.split('\n')[0] ?? '')).toContain('there is no data row');
  });

  it('prices of no week, no number, twice, with other cells or not grouped', async () => {
    const withPrices = (rows: string): Promise<string> =>
      refused({
        'sales.csv': sales,
        'calendar.csv': calendar,
        'sell_prices.csv': `store_id,item_id,wm_yr_wk,sell_price\n${rows}`,
      });
    const found = await withPrices(
      'CA_1,A,11101,1.5\nCA_1,A,11101,2\nCA_1,A,99999,1\nCA_1,A,11102,x\nCA_1,A,11103,-1\nCA_1,A,11103\nCA_1,A,11103,1,2\n',
    );
    expect(found).toContain('The source has 6 bad row(s)');
    expect(found).toContain(
      'line 3, column wm_yr_wk: found "11101", expected one price per item and week',
    );
    expect(found).toContain(
      'line 4, column wm_yr_wk: found "99999", expected a week wm_yr_wk of the calendar',
    );
    expect(found).toContain('line 5, column sell_price: found "x", expected a price of at least 0');
    expect(found).toContain('line 6, column sell_price: found "-1"');
    expect(found).toContain('line 7, column (all): found "3 cell(s)", expected 4 cells');
    expect(found).toContain('line 8, column (all): found "5 cell(s)", expected 4 cells');
    expect(await withPrices('CA_1,A,11101,1\nCA_1,B,11101,1\nCA_1,A,11102,1\n')).toContain(
      'line 4 returns to A_CA_1, whose lines stand elsewhere. Sort the file',
    );
    const backwards = { 'sales.csv': sales, 'calendar.csv': calendar };
    expect(
      await refused({ ...backwards, 'p.csv': spells.replace('11102,11102', '11103,11102') }),
    ).toContain('column to_wm_yr_wk: found "11102", expected a week not before 11103');
  });
});
