import type { HierarchyLevel } from './hierarchy.ts';

/** The items of group g: `items[starts[g]] .. items[starts[g + 1] - 1]` (one sparse row of the summing matrix). */
export interface Members {
  readonly starts: Int32Array;
  readonly items: Int32Array;
}

/** Sorts the items of a level by group, keeping their order inside a group. */
export function membersOf(level: HierarchyLevel): Members {
  const starts = new Int32Array(level.count + 1);
  for (let group = 0; group < level.count; group += 1) {
    starts[group + 1] = starts[group]! + level.sizes[group]!;
  }
  const next = starts.slice();
  const items = new Int32Array(level.groupOf.length);
  for (let item = 0; item < items.length; item += 1) {
    const group = level.groupOf[item]!;
    items[next[group]!] = item;
    next[group]! += 1;
  }
  return { starts, items };
}
