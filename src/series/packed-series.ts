import type { Series } from './series.ts';

/**
 * A series in half the memory where single precision holds all of its values exactly, as it holds whole numbers up to 2^24 and
 * whatever was stored as such.
 */
export interface PackedSeries {
  readonly key: string;
  readonly start: number;
  readonly values: Float32Array | Float64Array;
}

/** Whether single precision holds every value exactly. */
export function fitsSinglePrecision(values: Float64Array): boolean {
  return values.every((value) => Object.is(Math.fround(value), value));
}

/** Lays the values out, for who reads them again and again. */
export function unpackSeries(packed: PackedSeries): Series {
  return { ...seriesOfPacked(packed) };
}

/** The series of packed values. They are laid out anew each time they are read, so that nobody keeps them: read them once. */
export function seriesOfPacked({ key, start, values: packed }: PackedSeries): Series {
  return {
    key,
    start,
    get values() {
      // `from` would go through them one by one, at a hundred times the cost.
      return packed instanceof Float64Array ? packed : new Float64Array(packed);
    },
  };
}
