import type { HierarchyLevel } from './hierarchy.ts';

/**
 * The group of `level` that each group of `finer` lies in; null where a group of `finer` lies in several, so that the
 * levels do not nest.
 */
export function groupsAbove(finer: HierarchyLevel, level: HierarchyLevel): Int32Array | null {
  const above = new Int32Array(finer.count).fill(-1);
  for (let item = 0; item < finer.groupOf.length; item += 1) {
    const group = finer.groupOf[item]!;
    const own = level.groupOf[item]!;
    if (above[group] !== -1 && above[group] !== own) return null;
    above[group] = own;
  }
  return above;
}
