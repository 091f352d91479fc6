import { expect, test } from 'vitest';

import { shopCatalog } from '../testing/catalog-fixture.ts';
import { createTestApi } from '../testing/test-api.ts';
import { startTestService } from '../testing/test-service.ts';
import { exampleQuery } from './example-query.ts';

test('the example forecasts items that exist, and runs', async () => {
  const catalog = shopCatalog();
  await using service = await startTestService(await createTestApi({ catalog, series: catalog }));
  const { data, errors } = await service.post(await exampleQuery(catalog));
  expect(errors).toEqual([]);
  expect(data).toMatchObject({
    forecast: {
      forecasts: [{ item: { key: 'A' } }, { item: { key: 'B' } }, { item: { key: 'C' } }],
    },
  });
});

test('without data or database the example shows what the service has', async () => {
  const catalog = shopCatalog();
  catalog.datasets = () => Promise.resolve([]);
  expect(await exampleQuery(catalog)).toContain('query Overview');
  catalog.datasets = () => Promise.reject(new Error('down'));
  const overview = await exampleQuery(catalog);
  const running = shopCatalog();
  await using service = await startTestService(
    await createTestApi({ catalog: running, series: running }),
  );
  expect((await service.post(overview)).errors).toEqual([]);
});
