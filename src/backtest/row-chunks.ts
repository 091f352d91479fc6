import type { Hierarchy } from '../hierarchy/index.ts';

/** Rows per chunk: few enough to spread over threads and for a lively progress. */
const mostRows = 256;

/** Consecutive rows of one level that are forecast and scored together. */
export interface RowChunk {
  /** Place of the level in the hierarchy. */
  readonly level: number;
  /** Rows `from` .. `to - 1` of the hierarchy. */
  readonly from: number;
  readonly to: number;
}

/** All rows of a hierarchy in chunks, in their order. Scores are summed chunk by chunk, so that who computes one does not matter. */
export function rowChunks({ levels }: Hierarchy): readonly RowChunk[] {
  return levels.flatMap(({ first, count }, level) =>
    Array.from({ length: Math.ceil(count / mostRows) }, (_, place) => ({
      level,
      from: first + place * mostRows,
      to: first + Math.min(count, (place + 1) * mostRows),
    })),
  );
}
