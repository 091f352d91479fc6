import type { LevelDefinition } from './level.ts';

/** An item with the attributes that levels group by. */
export interface HierarchyItem {
  readonly key: string;
  readonly attributes: Readonly<Record<string, string>>;
}

/**
 * A level laid over the items of a hierarchy: every item belongs to exactly one of its groups, so a level is one row
 * of the summing matrix per group, held as one group number per item.
 */
export interface HierarchyLevel extends LevelDefinition {
  /** Row of its first group among the rows of all levels. */
  readonly first: number;
  /** Number of its groups. */
  readonly count: number;
  /** Name of each group: its attribute values joined by `/`, `total`, or the item's key. */
  readonly keys: readonly string[];
  /** The attribute values of each group, in the order of `by`; empty for total and for single items. */
  readonly values: readonly (readonly string[])[];
  /** The group (0 .. count - 1) of every item. */
  readonly groupOf: Int32Array;
  /** Number of items in each group. */
  readonly sizes: Int32Array;
}

/**
 * Grouped levels over one list of items; not necessarily a tree. Values of all its series are stored level after level,
 * one row per group: `values[row * width + column]`.
 */
export interface Hierarchy {
  /** Keys of the items (the bottom series), in the order of their columns in the summing matrix. */
  readonly items: readonly string[];
  readonly levels: readonly HierarchyLevel[];
  /** Series of all levels together. */
  readonly rows: number;
}
