import {
  buildHierarchy,
  type Hierarchy,
  type HierarchyItem,
  itemLevel,
  type LevelDefinition,
  m5Levels,
  parseLevel,
} from '#core/hierarchy';

import { type Item, itemAttributes } from '../catalog/index.ts';

/**
 * Lays levels over items; that of single items is always the last one. Without names the levels are those of M5 whose
 * attributes every item has. `item` is the product that several stores sell.
 * @throws ForecastError LEVEL_NOT_FOUND or ATTRIBUTE_MISSING.
 */
export function itemHierarchy(items: readonly Item[], names: readonly string[] | null): Hierarchy {
  const described = items.map((item) => ({ key: item.key, attributes: itemAttributes(item) }));
  const levels = names === null ? defaultLevels(described) : names.flatMap(levelsOf);
  const distinct = new Map(levels.map((level) => [level.name, level]));
  distinct.delete(itemLevel.name);
  return buildHierarchy(described, [...distinct.values(), itemLevel]);
}

/** `m5` stands for the twelve levels of M5. */
function levelsOf(name: string): readonly LevelDefinition[] {
  return name.trim().toLowerCase() === 'm5' ? m5Levels : [parseLevel(name)];
}

function defaultLevels(items: readonly HierarchyItem[]): readonly LevelDefinition[] {
  return m5Levels.filter(
    ({ by }) =>
      by !== 'each-item' &&
      by.every((name) => items.every(({ attributes }) => (attributes[name] ?? '') !== '')),
  );
}
