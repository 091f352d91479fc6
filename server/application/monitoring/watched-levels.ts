import { type HierarchyItem, totalLevel } from '#core/hierarchy';

/** Levels whose segments are watched where every item has the attribute; the thresholds of drift were chosen on these. */
const watchedAttributes = ['state', 'store', 'category', 'department'];

/** The levels that are watched where nobody names others. */
export function watchedLevels(items: readonly HierarchyItem[]): readonly string[] {
  const complete = watchedAttributes.filter((name) =>
    items.every(({ attributes }) => (attributes[name] ?? '') !== ''),
  );
  return [totalLevel.name, ...complete];
}
