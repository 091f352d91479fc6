import type { Hierarchy } from '../hierarchy/index.ts';

/** A segment: one group of one level. */
export interface Segment {
  readonly level: string;
  readonly name: string;
  /** Its row among the rows of all levels. */
  readonly row: number;
  /** Segments of its level, itself included. */
  readonly siblings: number;
}

/** The segments of every level but that of single items, level by level. */
export function segmentsByLevel(hierarchy: Hierarchy): readonly (readonly Segment[])[] {
  return hierarchy.levels
    .filter(({ by }) => by !== 'each-item')
    .map(({ name, keys, first, count }) =>
      keys.map((key, group) => ({
        level: name,
        name: key,
        row: first + group,
        siblings: count,
      })),
    );
}
