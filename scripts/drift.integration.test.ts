import { expect, test } from 'vitest';

import { PostgresIngestionStore } from '../server/storage/index.ts';
import { createTestDatabase } from '../server/testing/postgres.ts';
import { ingestShop } from '../server/testing/shop-data.ts';
import { runInProcess } from './testing/run-in-process.ts';

test('drift prints what has changed, as a table and as JSON, and keeps one report of it', async () => {
  await using shop = await createTestDatabase();
  await ingestShop(new PostgresIngestionStore(shop.database), { items: 6, days: 400 });
  const env = { DATABASE_URL: shop.url };
  const table = await runInProcess(['drift', '--dataset', 'shop'], env);
  expect(table.output).toContain(
    'By 2016-02-04 these have changed: 0 of 1 segments of level total',
  );
  expect(table.output).toContain('There is no year before to tell the season from');
  const json = await runInProcess(['drift', '--level', 'store', '--json'], env);
  expect(JSON.parse(json.output)).toMatchObject({
    dataset: 'shop',
    cutoff: '2016-02-04',
    number: 2,
    levels: [{ level: 'store', segments: 2, drifted: 0 }],
    findings: [],
  });
});
