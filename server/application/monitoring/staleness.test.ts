import { expect, test } from 'vitest';

import { shopCatalog } from '../../testing/catalog-fixture.ts';
import { someFacts } from '../../testing/model-artifacts.ts';
import type { CatalogReader } from '../catalog/index.ts';
import type { RegisteredVersion } from '../models/index.ts';
import { DataStaleness } from './data-staleness.ts';
import { ModelStaleness } from './model-staleness.ts';

/** A daily dataset whose last day is 2016-02-04. */
const shop = shopCatalog();
const observed: Pick<CatalogReader, 'datasets'> = {
  datasets: async () =>
    (await shop.datasets()).map((dataset) => ({ ...dataset, synthetic: false })),
};

test.each([
  ['2016-02-04T12:00:00Z', 0],
  ['2016-02-05T23:59:59Z', 0],
  ['2016-02-06T00:00:00Z', 1],
  ['2016-02-15T08:00:00Z', 10],
])('at %s the data are %i complete days behind', async (now, periods) => {
  const found = await new DataStaleness(observed, shop).observe(new Date(now));
  expect(found).toEqual([
    { kind: 'DATA_STALE', dataset: 'shop', subject: '', periods, frequency: 'daily' },
  ]);
});

test('generated data have no age', async () => {
  expect(await new DataStaleness(shop, shop).observe(new Date())).toEqual([]);
});

test('a champion is as old as the data that it has not seen', async () => {
  const facts = someFacts();
  const version: RegisteredVersion = {
    id: 1,
    model: facts.model,
    version: '1',
    sha256: 'ab'.repeat(32),
    signedBy: 'key',
    bytes: 1,
    registeredAt: new Date(0),
    aliases: ['champion'],
    wasPromoted: true,
    manifest: {
      ...facts,
      parameters: 1,
      files: [],
      dataset: { ...facts.dataset, slug: 'shop' },
      trainingWindow: { from: '2015-01-01', to: '2016-01-05', items: 5 },
    },
  };
  const models = (alias: 'champion' | 'challenger') => () =>
    Promise.resolve([{ name: facts.model, newest: version, aliases: [{ alias, version: '1' }] }]);
  const find = (references: readonly object[]) =>
    Promise.resolve(references.length === 0 ? [] : [version]);
  const observe = (alias: 'champion' | 'challenger') =>
    new ModelStaleness({
      catalog: shop,
      series: shop,
      registry: { models: models(alias), find },
    }).observe();
  expect(await observe('champion')).toEqual([
    { kind: 'MODEL_STALE', dataset: 'shop', subject: facts.model, days: 30 },
  ]);
  expect(await observe('challenger')).toEqual([]);
});
