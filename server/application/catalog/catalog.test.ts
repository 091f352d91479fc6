import { describe, expect, test } from 'vitest';

import { shopCatalog } from '../../testing/catalog-fixture.ts';
import { ListEvents, ListItems, pageSize, parseHistoryCommand, ReadHistories } from './index.ts';

describe('the size of a page', () => {
  test('is what was asked for within the limits, else 20', () => {
    expect([pageSize(1, 100), pageSize(100, 100), pageSize(null, 100), pageSize(null, 5)]).toEqual([
      1, 100, 20, 5,
    ]);
  });

  test.each([
    [0, 'INVALID_INPUT'],
    [-1, 'INVALID_INPUT'],
    [101, 'LIMIT_EXCEEDED'],
  ])('of %d is refused', (first, code) => {
    expect(() => pageSize(first, 100)).toThrow(expect.objectContaining({ code }));
  });
});

describe('listing items', () => {
  const listItems = new ListItems(shopCatalog(), { maxPageSize: 3 });

  test('goes on where the last page ended', async () => {
    const first = await listItems.execute({ dataset: 'shop', first: 3 });
    expect(first.items.map(({ key }) => key)).toEqual(['A', 'B', 'C']);
    expect(first.hasNextPage).toBe(true);
    const after = { key: 'C', value: 'C' };
    const rest = await listItems.execute({ dataset: 'shop', first: 3, after });
    expect(rest.items.map(({ key }) => key)).toEqual(['D', 'E']);
    expect(rest.hasNextPage).toBe(false);
  });

  test.each([
    [{ dataset: 'none' }, 'DATASET_NOT_FOUND'],
    [{ dataset: 'shop', first: 4 }, 'LIMIT_EXCEEDED'],
    [{ dataset: 'shop', filter: { store: [] } }, 'INVALID_INPUT'],
    [{ dataset: 'shop', filter: { color: ['red'] } }, 'INVALID_INPUT'],
    [{ dataset: 'shop', order: { field: 'id', direction: 'asc' } }, 'INVALID_INPUT'],
    [{ dataset: 'a\0b' }, 'INVALID_INPUT'],
  ])('refuses %j', async (input, code) => {
    await expect(listItems.execute(input)).rejects.toMatchObject({ code });
  });
});

describe('reading histories', () => {
  test('takes one statement for all items with one range', async () => {
    const catalog = shopCatalog();
    const readHistories = new ReadHistories(catalog, catalog, { maxHistoryPeriods: 100 });
    const items = await catalog.itemsByKey('shop', ['A', 'B', 'C', 'D', 'E']);
    catalog.calls.length = 0;
    const command = parseHistoryCommand({ last: 3 }, 100);
    const histories = await readHistories.execute(items.map((item) => ({ item, command })));
    expect(catalog.calls).toEqual(['datasetsBySlug', 'snapshots', 'demand']);
    expect(histories).toMatchObject([
      { itemId: 1, dates: ['2016-02-02', '2016-02-03', '2016-02-04'] },
      { itemId: 2 },
      { itemId: 3 },
      { itemId: 4 },
      { itemId: 5 },
    ]);
  });

  test('refuses one request without failing the others', async () => {
    const catalog = shopCatalog();
    const readHistories = new ReadHistories(catalog, catalog, { maxHistoryPeriods: 100 });
    const [item] = await catalog.itemsByKey('shop', ['A']);
    const answers = await readHistories.execute(
      [{ from: '2016-01-32' }, { last: 1 }, { from: '2015-01-01' }].map((input) => ({
        item: item!,
        command: parseHistoryCommand(input, 100),
      })),
    );
    expect(answers).toMatchObject([
      { code: 'INVALID_DATE' },
      { dates: ['2016-02-04'] },
      { code: 'LIMIT_EXCEEDED' },
    ]);
  });
});

test('calendar events are bounded by days that exist', async () => {
  const catalog = shopCatalog();
  const [dataset] = await catalog.datasets();
  const events = new ListEvents(catalog);
  expect(await events.execute(dataset!, null, null)).toHaveLength(1);
  expect(await events.execute(dataset!, '2016-01-01', null)).toHaveLength(0);
  await expect(events.execute(dataset!, 'soon', null)).rejects.toMatchObject({
    code: 'INVALID_DATE',
  });
});
