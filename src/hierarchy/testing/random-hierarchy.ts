import fc from 'fast-check';

import { buildHierarchy } from '../build-hierarchy.ts';
import type { Hierarchy, HierarchyItem } from '../hierarchy.ts';
import { parseLevel } from '../level.ts';

const levelNames = ['total', 'state', 'store', 'item', 'state × item'];

/** One to twelve item-stores of three products in four stores of two states. */
export const randomItems: fc.Arbitrary<HierarchyItem[]> = fc
  .uniqueArray(fc.integer({ min: 0, max: 11 }), { minLength: 1, maxLength: 12 })
  .map((numbers) =>
    numbers.map((number) => {
      const [store, item] = [number % 4, Math.floor(number / 4)];
      const attributes = {
        state: `s${store % 2}`,
        store: `s${store % 2}_${store}`,
        item: `i${item}`,
      };
      return { key: `i${item}_${store}`, attributes };
    }),
  );

/** Levels over such items, always with that of single items. */
export const randomHierarchy: fc.Arbitrary<Hierarchy> = fc
  .tuple(randomItems, fc.shuffledSubarray(levelNames))
  .map(([items, names]) => buildHierarchy(items, [...names, 'item-store'].map(parseLevel)));

const value = fc.integer({ min: -20, max: 60 }).map((whole) => whole / 4);

/** A hierarchy with `horizon` forecasts for each of its rows, which do not add up. */
export function withBase(
  horizon: number,
): fc.Arbitrary<{ hierarchy: Hierarchy; values: Float64Array }> {
  return randomHierarchy.chain((hierarchy) => {
    const length = hierarchy.rows * horizon;
    return fc
      .array(value, { minLength: length, maxLength: length })
      .map((values) => ({ hierarchy, values: Float64Array.from(values) }));
  });
}

/** The dense summing matrix, one array per row: the slow definition that fast code is compared with. */
export function summingMatrix(hierarchy: Hierarchy): number[][] {
  return hierarchy.levels.flatMap(({ count, groupOf }) =>
    Array.from({ length: count }, (_, group) => [...groupOf].map((own) => (own === group ? 1 : 0))),
  );
}

/** The largest difference between each row and the sum of its items' rows. */
export function incoherence(hierarchy: Hierarchy, rows: Float64Array, horizon: number): number {
  const bottom = hierarchy.levels.find(({ by }) => by === 'each-item')!;
  let most = 0;
  summingMatrix(hierarchy).forEach((members, row) => {
    for (let step = 0; step < horizon; step += 1) {
      let sum = 0;
      members.forEach((member, item) => {
        sum += member * rows[(bottom.first + item) * horizon + step]!;
      });
      most = Math.max(most, Math.abs(sum - rows[row * horizon + step]!));
    }
  });
  return most;
}
