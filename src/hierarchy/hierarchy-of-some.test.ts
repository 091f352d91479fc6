import { expect, test } from 'vitest';

import { aggregate } from './aggregate.ts';
import { buildHierarchy } from './build-hierarchy.ts';
import { hierarchyOfSome } from './hierarchy-of-some.ts';
import { itemLevel, parseLevel, totalLevel } from './level.ts';

const whole = buildHierarchy(
  ['CA', 'TX', 'WI', 'TX'].map((store, item) => ({ key: `item ${item}`, attributes: { store } })),
  [totalLevel, parseLevel('store'), itemLevel],
);

test('sums of some items stand in the rows of the whole hierarchy, and their own rows follow in their order', () => {
  const some = hierarchyOfSome(whole, [3, 0]);
  expect(some.items).toEqual(['item 3', 'item 0']);
  expect(some.rows).toBe(6);
  expect(some.levels.map(({ name, first, count }) => [name, first, count])).toEqual([
    ['total', 0, 1],
    ['store', 1, 3],
    ['item-store', 4, 2],
  ]);
  expect([...aggregate(some, Float64Array.of(30, 1), 1)]).toEqual([31, 1, 30, 0, 30, 1]);
});

test('groups say how many of these items they have', () => {
  const [total, store] = hierarchyOfSome(whole, [3, 0]).levels;
  expect([...total!.sizes]).toEqual([2]);
  expect([...store!.sizes]).toEqual([1, 1, 0]);
  expect(hierarchyOfSome(whole, []).rows).toBe(4);
});
