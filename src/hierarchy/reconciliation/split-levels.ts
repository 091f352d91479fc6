import { groupsAbove } from '../groups-above.ts';
import type { Hierarchy, HierarchyLevel } from '../hierarchy.ts';

/** Rows of levels that are solved by one dense factor; of this size it takes milliseconds. */
const maximumCoarseRows = 400;

/** How the levels of a hierarchy are treated when its normal equations are inverted, exactly or nearly. */
export interface SplitLevels {
  /** Few groups in all: solved together. */
  readonly coarse: readonly HierarchyLevel[];
  /** Many groups, each level's inside the next one's: solved one after the other, finest first. */
  readonly nested: readonly HierarchyLevel[];
  /** The single items, and levels with many groups that cross the nested ones: only their diagonal is used. */
  readonly diagonal: readonly HierarchyLevel[];
}

export function splitLevels(hierarchy: Hierarchy): SplitLevels {
  const coarse: HierarchyLevel[] = [];
  const nested: HierarchyLevel[] = [];
  const diagonal: HierarchyLevel[] = [];
  const bySize = hierarchy.levels.toSorted((one, other) => one.count - other.count);
  let rows = 0;
  for (const level of bySize) {
    rows += level.count;
    if (level.by !== 'each-item' && rows <= maximumCoarseRows) coarse.push(level);
  }
  for (const level of bySize.toReversed()) {
    if (coarse.includes(level)) continue;
    const finer = nested.at(-1);
    const isNested = finer === undefined || groupsAbove(finer, level) !== null;
    (level.by !== 'each-item' && isNested ? nested : diagonal).push(level);
  }
  return { coarse, nested, diagonal };
}
