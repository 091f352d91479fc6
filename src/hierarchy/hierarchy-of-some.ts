import type { Hierarchy, HierarchyLevel } from './hierarchy.ts';

/**
 * The same levels over some of the items, by their places. Groups keep their numbers, also those that none of these items is
 * in; the level of single items has these alone, in this order.
 */
export function hierarchyOfSome(
  { items, levels }: Hierarchy,
  places: readonly number[],
): Hierarchy {
  const keys = places.map((place) => items[place]!);
  const laid: HierarchyLevel[] = [];
  let rows = 0;
  for (const level of levels) {
    const own = level.by === 'each-item' ? eachOf(level, keys) : groupsOf(level, places);
    laid.push({ ...own, first: rows });
    rows += own.count;
  }
  return { items: keys, levels: laid, rows };
}

function groupsOf(level: HierarchyLevel, places: readonly number[]): HierarchyLevel {
  const groupOf = Int32Array.from(places, (place) => level.groupOf[place]!);
  const sizes = new Int32Array(level.count);
  for (const group of groupOf) sizes[group]! += 1;
  return { ...level, groupOf, sizes };
}

function eachOf(level: HierarchyLevel, keys: readonly string[]): HierarchyLevel {
  const groupOf = Int32Array.from(keys, (_, item) => item);
  const sizes = new Int32Array(keys.length).fill(1);
  return { ...level, count: keys.length, keys, values: keys.map(() => []), groupOf, sizes };
}
