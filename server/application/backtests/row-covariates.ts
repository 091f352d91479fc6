import type { Covariates, SeriesCovariates } from '#core/covariates';
import { bottomLevel, type Hierarchy, type HierarchyLevel } from '#core/hierarchy';

/**
 * What is known beforehand of every row of a hierarchy: items bring their own, sums have the attributes that all of their
 * items share, and no price.
 */
export function rowCovariates(hierarchy: Hierarchy, { events, series }: Covariates): Covariates {
  const bottom = bottomLevel(hierarchy);
  return {
    events,
    series: hierarchy.levels.flatMap((level) =>
      level === bottom ? series : sharedAttributes(level, series),
    ),
  };
}

function sharedAttributes(
  { count, groupOf }: HierarchyLevel,
  items: readonly SeriesCovariates[],
): readonly SeriesCovariates[] {
  const shared = new Array<Map<string, string> | undefined>(count);
  for (const [item, { attributes }] of items.entries()) {
    const group = groupOf[item]!;
    const kept = (shared[group] ??= new Map(Object.entries(attributes)));
    for (const [name, value] of kept) if (attributes[name] !== value) kept.delete(name);
  }
  return shared.map((kept) => ({ attributes: Object.fromEntries(kept ?? []), price: null }));
}
