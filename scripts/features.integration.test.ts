import { expect, test } from 'vitest';

import { PostgresIngestionStore } from '../server/storage/index.ts';
import { createTestDatabase, type TestDatabase } from '../server/testing/postgres.ts';
import { ingestShop } from '../server/testing/shop-data.ts';
import { runInProcess } from './testing/run-in-process.ts';
import { temporaryFolder } from './testing/temporary-folder.ts';

async function shopDatabase(): Promise<TestDatabase> {
  const shop = await createTestDatabase();
  await ingestShop(new PostgresIngestionStore(shop.database), { items: 6, days: 400 });
  return shop;
}

/** What `--json` prints, as far as these tests look at it. */
interface Described {
  readonly spec: object;
  readonly scale: number;
  readonly categories: readonly object[];
  readonly summary: Readonly<Record<string, number>>;
  readonly past: readonly { date: string; values: Readonly<Record<string, number>> }[];
  readonly future: readonly { date: string; values: Readonly<Record<string, number>> }[];
}

test('features prints what networks are told of an item: table, CSV and JSON', async () => {
  await using shop = await shopDatabase();
  await using folder = await temporaryFolder();
  const env = { DATABASE_URL: shop.url };
  const args = ['features', '--item', 'ITEM_003', '--cutoff', '2015-12-24', '--horizon', '3'];
  const json = await runInProcess([...args, '--json'], env);
  expect(json.diagnostics).toBe('');
  const found = JSON.parse(json.output) as Described;
  expect(found).toMatchObject({
    dataset: 'shop',
    item: 'ITEM_003',
    cutoff: '2015-12-24',
    horizon: 3,
    listing: 'demand',
    specHash: expect.stringMatching(/^[0-9a-f]{64}$/) as string,
  });
  // Item 3 sells 4 to 10, a week alike the other.
  expect(found.scale).toBeCloseTo(8, 5);
  expect(found.categories).toContainEqual({
    attribute: 'store',
    value: 'TX_1',
    number: 2,
    size: 3,
  });
  expect(found.categories).toContainEqual({
    attribute: 'department',
    value: null,
    number: 0,
    size: 1,
  });
  expect(found.past).toHaveLength(84);
  expect(found.past.at(-1)).toEqual({
    date: '2015-12-24',
    values: { demand: (4 + (357 % 7)) / 8, known: 1, listed: 1 },
  });
  expect(found.future.map(({ date }) => date)).toEqual(['2015-12-25', '2015-12-26', '2015-12-27']);
  // The first Christmas of the data lies after the cutoff: nothing was learned of its kind.
  expect(found.future[0]?.values).toMatchObject({
    'event-other.on': 1,
    'weekday.5': 1,
    'season-mean.7x4': (4 + (358 % 7)) / 8,
    'price.known': 1,
    'price.relative-to-item': 0,
  });

  const spec = { ...found.spec, lookback: 7, events: null, price: null };
  const path = await folder.file('spec.json', JSON.stringify(spec));
  const csv = await runInProcess([...args, '--csv', '--spec', path], env);
  const lines = csv.output.trimEnd().split('\n');
  expect(lines[0]).toBe('block,date,feature,value');
  expect(lines).toContain('past,2015-12-24,known,1');
  expect(lines.filter((line) => line.startsWith('past,'))).toHaveLength(7 * 3);
  expect(lines.some((line) => line.includes('price.'))).toBe(false);

  const table = await runInProcess(args, env);
  expect(table.output).toMatch(/^ITEM_003 of shop, demand up to 2015-12-24, spec [0-9a-f]{12}\n/);
  expect(table.output).toMatch(/future +2015-12-25 +event-other\.on +1\n/);
});

test('features says what is wrong with an item, a spec or the options', async () => {
  await using shop = await shopDatabase();
  await using folder = await temporaryFolder();
  const env = { DATABASE_URL: shop.url };
  const run = (...args: string[]) => runInProcess(['features', ...args], env);
  const unknown = await run('--item', 'NOTHING');
  expect(unknown.code).toBe(2);
  expect(unknown.diagnostics).toContain('Dataset "shop" has no item "NOTHING"');
  const late = await run('--item', 'ITEM_000', '--cutoff', '2030-01-01');
  expect(late.diagnostics).toContain('outside of the recorded demand');
  const broken = await folder.file('broken.json', '{');
  expect((await run('--item', 'ITEM_000', '--spec', broken)).diagnostics).toMatch(
    /The feature spec .*broken\.json cannot be read/,
  );
  const empty = await folder.file('empty.json', '{}');
  expect((await run('--item', 'ITEM_000', '--spec', empty)).diagnostics).toContain(
    'version: must be 1',
  );
  const both = await run('--item', 'ITEM_000', '--json', '--csv');
  expect(both.diagnostics).toContain('Choose one of --json and --csv.');
});
