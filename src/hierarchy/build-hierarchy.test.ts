import { describe, expect, it } from 'vitest';

import {
  bottomLevel,
  buildHierarchy,
  itemLevel,
  levelNamed,
  m5Levels,
  parseLevel,
} from './index.ts';

const items = [
  ['CA_1', 'FOODS_1', 'FOODS_1_001'],
  ['CA_2', 'FOODS_1', 'FOODS_1_001'],
  ['TX_1', 'FOODS_2', 'FOODS_2_007'],
].map(([store = '', department = '', item = '']) => ({
  key: `${item}_${store}`,
  attributes: { state: store.slice(0, 2), store, category: 'FOODS', department, item },
}));

describe('parseLevel', () => {
  it('reads crosses in several spellings', () => {
    const cross = { name: 'store × department', by: ['store', 'department'] };
    for (const text of ['store × department', 'store*department', ' store x department ']) {
      expect(parseLevel(text)).toEqual(cross);
    }
  });

  it('knows the total and the single items, and takes anything else for an attribute', () => {
    expect(parseLevel('total').by).toEqual([]);
    expect(parseLevel('item-store').by).toBe('each-item');
    expect(parseLevel('box size').by).toEqual(['box size']);
    expect(parseLevel('index').by).toEqual(['index']);
  });
});

describe('buildHierarchy', () => {
  it('lays the 12 levels of M5 over items, in their order', () => {
    const hierarchy = buildHierarchy(items, m5Levels);
    expect(hierarchy.levels.map(({ name, count }) => [name, count])).toEqual([
      ['total', 1],
      ['state', 2],
      ['store', 3],
      ['category', 1],
      ['department', 2],
      ['state × category', 2],
      ['state × department', 2],
      ['store × category', 3],
      ['store × department', 3],
      ['item', 2],
      ['item × state', 2],
      ['item-store', 3],
    ]);
    expect(hierarchy.rows).toBe(26);
    expect(levelNamed(hierarchy, 'item').first).toBe(19);
  });

  it('names groups by their attribute values and counts their items', () => {
    const { levels } = buildHierarchy(
      items,
      ['total', 'item × state', 'item-store'].map(parseLevel),
    );
    expect(levels[0]?.keys).toEqual(['total']);
    expect(levels[1]?.keys).toEqual(['FOODS_1_001/CA', 'FOODS_2_007/TX']);
    expect(levels[1]?.values).toEqual([
      ['FOODS_1_001', 'CA'],
      ['FOODS_2_007', 'TX'],
    ]);
    expect(levels[1]?.groupOf).toEqual(Int32Array.of(0, 0, 1));
    expect(levels[1]?.sizes).toEqual(Int32Array.of(2, 1));
    expect(levels[2]?.keys).toEqual(items.map(({ key }) => key));
  });

  it('says which levels there could be when an attribute does not exist', () => {
    expect(() => buildHierarchy(items, [parseLevel('region')])).toThrow(
      'Level "region" does not exist: no item has the attribute "region". Levels are made of total, category, department, item, state, store, item-store and crosses',
    );
  });

  it('names the items that lack an attribute which others have', () => {
    const some = [...items, { key: 'new', attributes: { store: '', state: 'CA' } }];
    expect(() => buildHierarchy(some, [parseLevel('store')])).toThrow(
      '"store", which 1 of 4 items lack, for example new.',
    );
  });

  it('refuses an item or a level given twice', () => {
    expect(() => buildHierarchy([...items, items[0]!], [itemLevel])).toThrow(
      'items: "FOODS_1_001_CA_1" appears twice',
    );
    expect(() => buildHierarchy(items, [itemLevel, itemLevel])).toThrow(
      '"item-store" appears twice',
    );
  });

  it('lists its levels when asked for one that it does not have', () => {
    const hierarchy = buildHierarchy(items, [parseLevel('total'), parseLevel('state')]);
    expect(() => levelNamed(hierarchy, 'store')).toThrow('no level "store"; it has total, state.');
    expect(() => bottomLevel(hierarchy)).toThrow('no level "item-store"');
  });
});
