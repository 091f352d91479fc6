import { expect, test } from 'vitest';

import { PostgresIngestionStore } from '../server/storage/index.ts';
import { createTestDatabase } from '../server/testing/postgres.ts';
import { ingestShop } from '../server/testing/shop-data.ts';
import { runInProcess } from './testing/run-in-process.ts';

test('accuracy scores what was issued by the demand that has arrived since, as a table and as JSON', async () => {
  await using shop = await createTestDatabase();
  const ingestions = new PostgresIngestionStore(shop.database);
  await ingestShop(ingestions, { items: 4, days: 60 });
  const env = { DATABASE_URL: shop.url };
  const none = await runInProcess(['accuracy', '--dataset', 'shop'], env);
  expect(none.output).toContain('No demand has arrived since');
  await runInProcess(['refresh', '--model', 'seasonal-naive', '--horizon', '10'], env);
  await ingestShop(ingestions, { items: 4, days: 64 });
  const table = await runInProcess(['accuracy'], env);
  const [titles, issue] = table.output.split('\n');
  expect(titles).toMatch(/^issue +cutoff +model +periods +WAPE +bias +FVA +coverage +degraded$/);
  // A weekly pattern without noise: seasonal naive is never wrong.
  expect(issue).toMatch(
    /1 {2}2015-03-01 {2}seasonal-naive@.* {2}4 of 10 {2} 0 % {2} 0 % {4}0 {2}.*0 %$/,
  );
  const json = await runInProcess(['accuracy', '--json'], env);
  expect(JSON.parse(json.output)).toMatchObject([
    {
      ...{ number: 1, dataset: 'shop', issue: 1, model: 'seasonal-naive', periods: 4 },
      ...{ cutoff: '2015-03-01', through: '2015-03-05', items: 4, degraded: 0 },
      levels: [
        { level: 'total', series: 1, scored: 4, wape: 0, segments: [] },
        { level: 'state', segments: [{ segment: 'CA' }, { segment: 'TX' }] },
        { level: 'store' },
        { level: 'category' },
        { level: 'item-store', series: 4, scored: 16, wape: 0, bias: 0 },
      ],
    },
  ]);
});
