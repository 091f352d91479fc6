import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { IngestDemandResult } from './index.ts';
import { createIngestionFixture, type IngestionFixture } from './testing/ingestion-fixture.ts';

let fixture: IngestionFixture;
beforeAll(async () => {
  fixture = await createIngestionFixture(10);
  const files = [
    await fixture.file(
      'sales.csv',
      'item_id,date,demand\nA,2020-01-01,3\nA,2020-01-02,4\nB,2020-01-01,1\n',
    ),
  ];
  await fixture.ingestFiles.execute({ dataset: { slug: 'shop' }, files });
});
afterAll(async () => {
  await fixture[Symbol.asyncDispose]();
});

const update = { item: 'A', start: '2020-01-02', values: [5, null, 6] };
const execute = (updates: unknown, more: object = {}): Promise<IngestDemandResult> =>
  fixture.ingestDemand.execute({ dataset: 'shop', updates, ...more });

async function errors(updates: unknown, more: object = {}): Promise<readonly string[]> {
  const before = await fixture.rowCounts();
  const { report, userErrors } = await execute(updates, more);
  expect(report).toBeNull();
  expect(await fixture.rowCounts()).toEqual(before);
  return userErrors.map(({ code, field, message }) => `${code} ${field.join('.')}: ${message}`);
}

describe('IngestDemand', () => {
  it('corrects and appends values; null leaves a period as it is', async () => {
    const { report, userErrors } = await execute([{ ...update, prices: [1.5, 2, 2] }]);
    expect(userErrors).toEqual([]);
    expect(report).toMatchObject({
      unchanged: false,
      totals: { rowsUsed: 1, units: 11, itemsCreated: 0 },
      ingestion: { source: 'mutation', sequence: 2, valueCount: 2, itemCount: 1, files: [] },
    });
    expect([...((await fixture.demand('shop')).get('A') ?? [])]).toEqual([
      ['2020-01-01', 3],
      ['2020-01-02', 5],
      ['2020-01-04', 6],
    ]);
    await execute([{ item: 'A', start: '2020-01-01', values: [null, null] }]);
    expect((await fixture.demand('shop')).get('A')?.get('2020-01-01')).toBe(3);
  });

  it('does nothing for an update that it has, unless asked to', async () => {
    const once = [{ item: 'B', start: '2020-01-05', values: [2] }];
    const first = await execute(once);
    expect(await execute(once)).toMatchObject({
      report: { unchanged: true, totals: null, ingestion: { id: first.report?.ingestion.id } },
    });
    expect(await execute(once, { again: true })).toMatchObject({ report: { unchanged: false } });
  });

  it('creates items with their attributes when asked to', async () => {
    const attributes = { store: 'S9', attributes: { colour: 'red' } };
    const fresh = [{ item: 'N', start: '2020-01-01', values: [1], attributes }];
    expect(await errors(fresh)).toEqual([
      'ITEMS_NOT_FOUND updates.0.item: The dataset "shop" has no item "N". Correct the keys, or ask for missing items to be created.',
    ]);
    expect(await execute(fresh, { createItems: true })).toMatchObject({
      report: { totals: { itemsCreated: 1 } },
    });
    const [item] = await fixture.catalog.itemsByKey('shop', ['N']);
    expect(item).toMatchObject({ store: 'S9', attributes: { colour: 'red' } });
  });

  it('refuses what cannot be stored, each with its field, and writes nothing', async () => {
    expect(await errors([update], { dataset: 'other' })).toEqual([
      'DATASET_NOT_FOUND dataset: There is no dataset "other". Create it by ingesting a file, or correct the slug.',
    ]);
    expect(await errors([{ ...update, start: '2020-02-30' }])).toEqual([
      expect.stringMatching(/^INVALID_DATE updates\.0\.start: Found "2020-02-30"/),
    ]);
    expect(await errors([{ ...update, values: [1, -2, Number.NaN, 1e39] }])).toEqual([
      expect.stringMatching(/^INVALID_INPUT updates\.0\.values\.1: /),
      expect.stringMatching(/^INVALID_INPUT updates\.0\.values\.2: /),
      expect.stringMatching(/^INVALID_INPUT updates\.0\.values\.3: /),
    ]);
    expect(await errors([{ ...update, values: Array(11).fill(1) }])).toEqual([
      'LIMIT_EXCEEDED updates: Found 11 values, at most 10 are taken at once. Send several updates, or ingest a file.',
    ]);
    expect(await errors([])).toEqual([expect.stringMatching(/^INVALID_INPUT updates: /)]);
    expect(await errors([{ ...update, values: [] }])).toEqual([
      'INVALID_INPUT updates.0.values: has neither values nor prices.',
    ]);
  });

  it('refuses two updates for one period of an item', async () => {
    const later = { ...update, start: '2020-01-04', values: [9] };
    const before = { ...update, start: '2020-01-01', values: [9] };
    expect(await errors([update, before, later])).toEqual([
      'INVALID_INPUT updates.2.start: The periods overlap those of updates.0. Say each period of an item once.',
    ]);
  });

  it('lists at most 20 refusals and says how many more there are', async () => {
    const found = await errors(
      Array.from({ length: 30 }, () => ({ ...update, start: 'soon' })),
      {
        dataset: 'shop',
      },
    );
    expect(found).toHaveLength(1);
    expect(found[0]).toMatch(/^LIMIT_EXCEEDED/);
    const few = Array.from({ length: 30 }, () => ({ item: '', start: '2020-01-01', values: [] }));
    const many = await errors(few);
    expect(many).toHaveLength(20);
    expect(many.at(-1)).toBe('INVALID_INPUT : 41 more errors like these.');
  });
});
