/**
 * How a level groups the items: by the values of attributes (none of them: all items in one group), or every item on
 * its own.
 */
export type LevelGrouping = readonly string[] | 'each-item';

/** One level of a hierarchy: its name and what it groups by. */
export interface LevelDefinition {
  readonly name: string;
  readonly by: LevelGrouping;
}

/** The level of the sum of all items. */
export const totalLevel: LevelDefinition = { name: 'total', by: [] };

/** The level at which every item (one product in one store) stands on its own. */
export const itemLevel: LevelDefinition = { name: 'item-store', by: 'each-item' };

const crossing = /\s*[×*]\s*|\s+x\s+/;

/**
 * Reads a level from text: `total`, `item-store` (every item on its own), an attribute such as `store`, or a cross of
 * attributes such as `store × department` (`*` and a spaced `x` mean the same).
 */
export function parseLevel(text: string): LevelDefinition {
  const trimmed = text.trim();
  if (trimmed === totalLevel.name) return totalLevel;
  if (trimmed === itemLevel.name) return itemLevel;
  const by = trimmed.split(crossing);
  return { name: by.join(' × '), by };
}
