import { ForecastError } from '../errors/index.ts';
import type { Hierarchy, HierarchyLevel } from './hierarchy.ts';

/**
 * The level of that name.
 * @throws ForecastError LEVEL_NOT_FOUND, listing the levels that there are.
 */
export function levelNamed(hierarchy: Hierarchy, name: string): HierarchyLevel {
  const level = hierarchy.levels.find((candidate) => candidate.name === name);
  if (level !== undefined) return level;
  const available = hierarchy.levels.map((candidate) => candidate.name);
  throw new ForecastError(
    'LEVEL_NOT_FOUND',
    `The hierarchy has no level ${JSON.stringify(name)}; it has ${available.join(', ')}.`,
    { level: name, available },
  );
}

/**
 * The level at which every item stands on its own.
 * @throws ForecastError LEVEL_NOT_FOUND when the hierarchy was built without it.
 */
export function bottomLevel(hierarchy: Hierarchy): HierarchyLevel {
  const level = hierarchy.levels.find(({ by }) => by === 'each-item');
  return level ?? levelNamed(hierarchy, 'item-store');
}
