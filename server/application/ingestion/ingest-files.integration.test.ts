import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import type { Progress } from '../telemetry.ts';
import type { IngestFilesInput, IngestionReport } from './index.ts';
import { createIngestionFixture, type IngestionFixture } from './testing/ingestion-fixture.ts';
import { refusal } from './testing/refusal.ts';

const dataset = { slug: 'shop' };
const csv = [
  'item_id,date,demand,price,store,colour',
  'A,2020-01-01,3,1.5,S1,red',
  'B,2020-01-02,4,2.5,S2,blue',
  'A,2020-01-03,5,,S1,red',
  '',
].join('\n');

async function ingest(
  fixture: IngestionFixture,
  content: string | Uint8Array,
  settings: Partial<IngestFilesInput> = {},
  name = 'sales.csv',
): Promise<IngestionReport> {
  const files = [await fixture.file(name, content)];
  return fixture.ingestFiles.execute({ dataset, ...settings, files });
}

async function asObject(fixture: IngestionFixture): Promise<unknown> {
  const demand = await fixture.demand('shop');
  return Object.fromEntries([...demand].map(([key, dates]) => [key, Object.fromEntries(dates)]));
}

const stored = { A: { '2020-01-01': 3, '2020-01-03': 5 }, B: { '2020-01-02': 4 } };

function found(report: IngestionReport, check: string): unknown {
  const finding = report.ingestion.audit.findings.find((entry) => entry.check === check);
  return finding === undefined ? null : [finding.count, ...finding.examples];
}

describe('IngestFiles, long tables', () => {
  it('stores demand, prices and attributes, and reports what it did', async () => {
    await using fixture = await createIngestionFixture();
    const report = await ingest(fixture, csv);
    expect(await asObject(fixture)).toEqual(stored);
    expect(report).toMatchObject({
      unchanged: false,
      totals: {
        rowsRead: 3,
        rowsUsed: 3,
        rowsFiltered: 0,
        rowsSkipped: 0,
        units: 12,
        itemsCreated: 2,
      },
      ingestion: {
        source: 'csv',
        sequence: 1,
        rowCount: 3,
        valueCount: 3,
        itemCount: 2,
        files: [{ name: 'sales.csv', bytes: csv.length, rows: 3 }],
      },
    });
    expect(found(report, 'gaps')).toEqual([1, 'A: 1, the first 2020-01-02']);
    const items = await fixture.catalog.itemsByKey('shop', ['A']);
    expect(items).toMatchObject([{ store: 'S1', department: null, attributes: { colour: 'red' } }]);
    const prices = await fixture.series.prices({
      itemIds: items.map(({ id }) => id),
      sequence: 1,
      fromPeriod: null,
      toPeriod: 50_000,
    });
    expect(prices.map(({ values }) => [...values])).toEqual([[1.5]]);
  });

  it.each([
    ['its gzip', 'sales.csv.gz', csv],
    ['a byte order mark', 'bom.csv', `\uFEFF${csv}`],
    ['CRLF', 'crlf.csv', csv.replaceAll('\n', '\r\n')],
    ['quotes', 'quotes.csv', csv.replaceAll(/[^,\n]+/g, (cell) => `"${cell}"`)],
    ['no line end at the end', 'cut.csv', csv.trimEnd()],
    ['spaces and empty lines', 'spaces.csv', csv.replaceAll(',', ' , ').replaceAll('\n', '\n\n')],
  ])('stores the same from %s', async (_, name, content) => {
    await using fixture = await createIngestionFixture();
    await ingest(fixture, content, {}, name);
    expect(await asObject(fixture)).toEqual(stored);
  });

  it('does nothing for content that it has, compressed or not, unless asked to', async () => {
    await using fixture = await createIngestionFixture();
    const first = await ingest(fixture, csv);
    const before = await fixture.rowCounts();
    const second = await ingest(fixture, csv, {}, 'sales.csv.gz');
    expect(second).toMatchObject({ unchanged: true, totals: null, ingestion: first.ingestion });
    expect(await fixture.rowCounts()).toEqual(before);
    const third = await ingest(fixture, csv, { again: true });
    expect(third).toMatchObject({ unchanged: false, ingestion: { sequence: 2 } });
    const other = await ingest(fixture, csv, { negatives: 'zero' });
    expect(other).toMatchObject({ unchanged: false, ingestion: { sequence: 3 } });
  });

  it('lays corrections over what it has, and keeps what they do not mention', async () => {
    await using fixture = await createIngestionFixture();
    await ingest(fixture, csv);
    const report = await ingest(
      fixture,
      'item_id,date,demand\nA,2019-12-31,1\nA,2020-01-03,6\nB,2020-01-02,\nC,2020-01-01,2\n',
    );
    expect(found(report, 'unknown-items')).toEqual([1, 'C: created']);
    expect(await asObject(fixture)).toEqual({
      A: { '2019-12-31': 1, '2020-01-01': 3, '2020-01-03': 6 },
      B: { '2020-01-02': 4 },
      C: { '2020-01-01': 2 },
    });
  });

  it('reads Parquet as it reads CSV', async () => {
    await using fixture = await createIngestionFixture();
    const folder = join(import.meta.dirname, '../../files/__fixtures__');
    const files = [join(folder, 'daily-snappy.parquet')];
    const report = await fixture.ingestFiles.execute({ dataset, files });
    expect(report).toMatchObject({
      ingestion: { source: 'parquet', valueCount: 5 },
      totals: { units: 17 },
    });
    expect(await asObject(fixture)).toEqual({
      A: { '2024-01-01': 3, '2024-01-02': 0, '2024-01-04': 5 },
      B: { '2024-01-01': 2 },
      C: { '2024-01-03': 7 },
    });
    const hourly = await fixture.ingestFiles.execute({
      dataset: { slug: 'hours' },
      files: [join(folder, 'timestamps-zstd.parquet')],
      mapping: { frequency: 'hourly', aggregate: 'sum', columns: { attributes: [] } },
    });
    expect(hourly).toMatchObject({
      ingestion: { itemCount: 2, valueCount: 3 },
      totals: { units: 8 },
    });
  });

  it('counts what it finds odd, without refusing it', async () => {
    await using fixture = await createIngestionFixture();
    const spiky = Array.from(
      { length: 12 },
      (_, day) => `S,2019-12-${day + 10},${day === 7 ? 90 : 2}`,
    );
    const report = await ingest(
      fixture,
      `item_id,date,demand\nZ,2019-01-01,0\nZ,2019-01-02,0\nL,2019-01-01,0\nL,2019-01-02,7\nF,2020-01-16,1\n${spiky.join('\n')}\n`,
    );
    expect(found(report, 'all-zero')).toEqual([1, 'Z: from 2019-01-01']);
    expect(found(report, 'leading-zeros')).toEqual([1, 'L: 1 up to 2019-01-01']);
    expect(found(report, 'future-dates')).toEqual([1, 'F: 1 from 2020-01-16']);
    expect(found(report, 'spikes')).toEqual([1, 'S: 90 on 2019-12-17']);
  });

  it('nets returns against sales, and never stores less than nothing', async () => {
    await using fixture = await createIngestionFixture();
    const rows = 'A,2020-01-01,5,10\nA,2020-01-01,-2,-4\nA,2020-01-02,1,2\nA,2020-01-02,-3,-6\n';
    const report = await ingest(fixture, `item_id,date,demand,paid\n${rows}`, {
      negatives: 'net',
      mapping: { aggregate: 'sum', columns: { revenue: 'paid' } },
    });
    expect(await asObject(fixture)).toEqual({ A: { '2020-01-01': 3, '2020-01-02': 0 } });
    expect(found(report, 'negatives')).toEqual([
      2,
      'sales.csv line 3: A -2',
      'sales.csv line 5: A -3',
    ]);
    expect(found(report, 'duplicates')).toEqual([2, 'A: 2 period(s)']);
  });

  it('takes the settings of the dataset that exists, and refuses others', async () => {
    await using fixture = await createIngestionFixture();
    const weekly = { frequency: 'weekly', weekStartsOn: 7, missingValuePolicy: 'drop' } as const;
    await ingest(fixture, csv, { mapping: { ...weekly, aggregate: 'sum' } });
    const [first] = await fixture.catalog.datasetsBySlug(['shop']);
    expect(first).toMatchObject({ calendar: { frequency: 'weekly', weekStartsOn: 7 } });
    await ingest(fixture, 'item_id,date,demand\nA,2020-02-01,3\n');
    expect(
      await refusal(ingest(fixture, csv, { mapping: { frequency: 'daily', weekStartsOn: 1 } })),
    ).toMatch(/^DATASET_MISMATCH/);
    expect(
      await refusal(ingest(fixture, csv, { mapping: { frequency: 'daily', weekStartsOn: 3 } })),
    ).toMatch(/^INVALID_INPUT: mapping.weekStartsOn 3 means nothing for daily periods/);
  });

  it('reports progress in bytes, rows and items', async () => {
    await using fixture = await createIngestionFixture();
    const seen: Progress[] = [];
    const files = [await fixture.file('sales.csv', csv)];
    const onProgress = (progress: Progress): void => void seen.push(progress);
    await fixture.ingestFiles.execute({ dataset, files }, { onProgress });
    expect(new Set(seen.map(({ stage }) => stage))).toEqual(
      new Set(['checking', 'reading', 'writing']),
    );
    expect(seen.findLast(({ stage }) => stage === 'reading')).toEqual({
      stage: 'reading',
      done: csv.length,
      total: csv.length,
      unit: 'bytes',
      rows: 3,
    });
    expect(seen.at(-1)).toEqual({ stage: 'writing', done: 2, total: 2, unit: 'items' });
  });

  it('writes nothing when it is aborted in the middle', async () => {
    await using fixture = await createIngestionFixture();
    const files = [await fixture.file('sales.csv', csv)];
    const controller = new AbortController();
    const onProgress = ({ stage }: Progress): void => {
      if (stage === 'writing') controller.abort(new Error('enough'));
    };
    const control = { onProgress, signal: controller.signal };
    await expect(fixture.ingestFiles.execute({ dataset, files }, control)).rejects.toThrow(
      'enough',
    );
    expect(Object.values(await fixture.rowCounts())).toEqual([0, 0, 0, 0, 0, 0]);
  });
});
