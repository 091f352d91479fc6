import { itemLevel, type LevelDefinition, parseLevel, totalLevel } from './level.ts';

/**
 * The 12 levels of the M5 competition in their official order (M5 Competitors' Guide, table 1): 1, 3, 10, 3, 7, 9, 21,
 * 30, 70, 3,049, 9,147 and 30,490 series in the whole data. They need the attributes state, store, category,
 * department and item (the product, shared by the stores).
 */
export const m5Levels: readonly LevelDefinition[] = [
  totalLevel,
  ...[
    'state',
    'store',
    'category',
    'department',
    'state × category',
    'state × department',
    'store × category',
    'store × department',
    'item',
    'item × state',
  ].map(parseLevel),
  itemLevel,
];
