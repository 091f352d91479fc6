import type { SeriesCovariates } from '../../covariates/index.ts';
import {
  buildHierarchy,
  groupsAbove,
  type Hierarchy,
  type HierarchyLevel,
  m5Levels,
} from '../../hierarchy/index.ts';

/** Attributes that make groups large enough to be forecast: the product itself does not. */
const productAttribute = 'item';
/** Fewer items than these make a group that is hardly steadier than an item. */
const leastItems = 5;
/** Few enough to be fitted in seconds. */
const mostGroups = 500;

/** Aggregates that are forecast themselves: the total and every level of M5 whose attributes all items have. */
export interface GroupHierarchy {
  readonly hierarchy: Hierarchy;
  /** The finest of its levels, inside of which all others lie: each of its groups is shared out among its items. */
  readonly groups: HierarchyLevel;
}

/** Lays the levels of aggregates over items; the total is always among them. */
export function groupHierarchy(
  keys: readonly string[],
  covariates: readonly SeriesCovariates[],
): GroupHierarchy {
  const items = keys.map((key, item) => ({ key, attributes: covariates[item]?.attributes ?? {} }));
  const known = m5Levels.filter(
    ({ by }) =>
      by !== 'each-item' &&
      by.every(
        (name) =>
          name !== productAttribute && items.every((item) => (item.attributes[name] ?? '') !== ''),
      ),
  );
  const all = buildHierarchy(items, known);
  const large = all.levels.filter(
    ({ count, by }) =>
      by.length === 0 || (count <= mostGroups && count * leastItems <= items.length),
  );
  const finest = large.reduce((one, other) => (other.count > one.count ? other : one));
  const within = large.filter((level) => level !== finest && groupsAbove(finest, level) !== null);
  const hierarchy = buildHierarchy(items, [...within, finest]);
  return { hierarchy, groups: hierarchy.levels.at(-1)! };
}
