import type { Dataset, Item } from '../application/catalog/index.ts';
import { InMemoryCatalog } from './in-memory-catalog.ts';

const dataset: Dataset = {
  id: 7,
  slug: 'shop',
  name: 'Shop',
  description: 'A shop for tests',
  calendar: { frequency: 'daily', weekStartsOn: 1 },
  missingValuePolicy: 'zero',
  synthetic: true,
  licence: 'CC0-1.0',
  defaultModel: null,
  createdAt: new Date('2026-01-01T00:00:00Z'),
};

/** Day 16,436 is 2015-01-01. */
const firstPeriod = 16_436;

/** Five items `A` .. `E` in two stores, 400 days each; day 10 of every item is unknown. */
export function shopCatalog(): InMemoryCatalog {
  const stored = ['A', 'B', 'C', 'D', 'E'].map((key, index) => {
    const values = Float64Array.from({ length: 400 }, (_, day) => 1 + index + (day % 7));
    values[10] = Number.NaN;
    return { item: itemOf(key, index), demand: { key, start: firstPeriod, values } };
  });
  return new InMemoryCatalog(dataset, stored);
}

function itemOf(key: string, index: number): Item {
  return {
    id: index + 1,
    datasetId: dataset.id,
    datasetSlug: dataset.slug,
    key,
    department: null,
    category: 'FOODS',
    store: index % 2 === 0 ? 'CA_1' : 'TX_1',
    state: index % 2 === 0 ? 'CA' : 'TX',
    attributes: { shelf: index },
    createdAt: dataset.createdAt,
  };
}
