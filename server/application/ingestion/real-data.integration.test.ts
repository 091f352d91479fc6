import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';

import { describe, expect, it } from 'vitest';

import { decompressXz, sharedFile } from '../../testing/shared-data.ts';
import type { IngestionReport } from './index.ts';
import { createIngestionFixture } from './testing/ingestion-fixture.ts';
import { refusal } from './testing/refusal.ts';

const transactions = sharedFile('online-retail/transactions.csv.xz');
const dailyItems = sharedFile('online-retail/daily_items.csv.gz');
const m5 = ['sales_sample_evaluation.csv.gz', 'calendar.csv.gz', 'sell_price_spells.csv.gz'].map(
  (name) => sharedFile(`m5/${name}`),
);

function count(report: IngestionReport, check: string): number {
  return report.ingestion.audit.findings.find((finding) => finding.check === check)?.count ?? -1;
}

describe.skipIf(transactions === null || dailyItems === null)('Online Retail', () => {
  it('reads every transaction and stores the daily units that were aggregated independently', async (context) => {
    const content = await decompressXz(transactions ?? '');
    if (content === null) return context.skip();
    await using fixture = await createIngestionFixture();
    const mapping: unknown = JSON.parse(
      await readFile(
        new URL('../../../docs/examples/online-retail.mapping.json', import.meta.url),
        'utf8',
      ),
    );
    const path = await fixture.file('transactions.csv', content);
    const started = performance.now();
    const report = await fixture.ingestFiles.execute({
      dataset: { slug: 'online-retail', licence: 'CC BY 4.0' },
      files: [path],
      mapping,
    });
    console.info(`541,909 transactions in ${Math.round(performance.now() - started)} ms`);
    expect(report.totals).toMatchObject({
      rowsRead: 541_909,
      rowsUsed: 527_725,
      rowsFiltered: 541_909 - 527_725,
      rowsSkipped: 0,
      units: 5_576_996,
      itemsCreated: 3791,
    });
    expect(await fixture.demand('online-retail')).toEqual(await dailyUnits());
  });
});

/** Units by code and day, days without a sale left out. */
async function dailyUnits(): Promise<Map<string, Map<string, number>>> {
  const text = gunzipSync(await readFile(dailyItems ?? '')).toString();
  const byKey = new Map<string, Map<string, number>>();
  for (const line of text.trim().split(/\r?\n/).slice(1)) {
    const [key = '', date = '', units = ''] = line.split(',');
    if (Number(units) === 0) continue;
    byKey.set(key, (byKey.get(key) ?? new Map<string, number>()).set(date, Number(units)));
  }
  return byKey;
}

describe.skipIf(m5.includes(null))('the M5 sample', () => {
  it('is stored whole, with its prices and events', async () => {
    await using fixture = await createIngestionFixture();
    const command = { dataset: { slug: 'm5' }, format: 'm5', files: m5 };
    const started = performance.now();
    const report = await fixture.ingestFiles.execute(command);
    console.info(`2,147 lines of M5 in ${Math.round(performance.now() - started)} ms`);
    expect(report.totals).toMatchObject({ rowsRead: 2147, units: 4_739_606, itemsCreated: 2147 });
    expect(report.ingestion).toMatchObject({ itemCount: 2147, valueCount: 2147 * 1941 });
    // 30,490 items have prices, 2,147 of them are in the sample.
    expect(count(report, 'unknown-items')).toBe(30_490 - 2147);
    for (const check of [
      'duplicates',
      'gaps',
      'negatives',
      'non-numeric',
      'future-dates',
      'all-zero',
    ]) {
      expect(count(report, check), check).toBe(0);
    }
    const { pool } = fixture.test.database;
    const demand = await pool.query<Record<string, unknown>>(
      `select min(date)::date::text as first, max(date)::date::text as last, sum(demand)::int as units,
              round(avg((demand = 0)::int), 3)::float as zeros from demand`,
    );
    // 67.2 % of the sample's days have no sale.
    expect(demand.rows).toEqual([
      { first: '2011-01-29', last: '2016-05-22', units: 4_739_606, zeros: 0.672 },
    ]);
    const prices = await pool.query<Record<string, unknown>>(
      `select count(*)::int as items, count(distinct start_period)::int > 1 as staggered from price_patch`,
    );
    expect(prices.rows).toEqual([{ items: 2147, staggered: true }]);
    const [dataset] = await fixture.catalog.datasetsBySlug(['m5']);
    const events = await fixture.catalog.calendarEvents(
      dataset?.id ?? 0,
      '2012-02-05',
      '2012-02-05',
    );
    expect(events).toEqual([
      { date: '2012-02-05', name: 'SNAP', kind: 'SNAP', region: 'CA' },
      { date: '2012-02-05', name: 'SNAP', kind: 'SNAP', region: 'TX' },
      { date: '2012-02-05', name: 'SNAP', kind: 'SNAP', region: 'WI' },
      { date: '2012-02-05', name: 'SuperBowl', kind: 'Sporting', region: '' },
    ]);
    const [item] = await fixture.catalog.itemsByKey('m5', ['HOBBIES_1_026_CA_1']);
    expect(item).toMatchObject({
      department: 'HOBBIES_1',
      category: 'HOBBIES',
      store: 'CA_1',
      state: 'CA',
    });
    expect(await fixture.ingestFiles.execute(command)).toMatchObject({
      unchanged: true,
      ingestion: { id: report.ingestion.id },
    });
  });

  it('is refused when it is claimed to be the official file', async () => {
    await using fixture = await createIngestionFixture();
    const command = { dataset: { slug: 'm5' }, format: 'm5', files: m5, verify: true };
    expect(await refusal(fixture.ingestFiles.execute(command))).toMatch(
      /^CHECKSUM_MISMATCH: sales_sample_evaluation\.csv\.gz is not the official sales_train_evaluation\.csv: .*8583962 bytes/,
    );
    expect(Object.values(await fixture.rowCounts())).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
