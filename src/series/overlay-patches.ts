import { createSeries } from './create-series.ts';
import type { Series } from './series.ts';

/** Consecutive values from one ingestion: `values[i]` belongs to period `start + i`; NaN says nothing about it. */
export interface Patch {
  readonly start: number;
  readonly values: ArrayLike<number>;
}

/**
 * The series that patches make when they are laid over each other in their order: a later value replaces an earlier
 * one. An unknown (NaN) value replaces nothing, so a patch cannot delete what an earlier one knew. Periods between
 * patches are NaN; without patches the series is empty and starts at period 0.
 * @throws ForecastError INVALID_INPUT when a start is no integer or a value is infinite.
 */
export function overlayPatches(key: string, patches: readonly Patch[]): Series {
  let start = Infinity;
  let end = -Infinity;
  for (const patch of patches) {
    if (patch.values.length === 0) continue;
    start = Math.min(start, patch.start);
    end = Math.max(end, patch.start + patch.values.length);
  }
  if (end === -Infinity) return createSeries(key, 0, new Float64Array(0));
  const values = new Float64Array(end - start).fill(Number.NaN);
  for (const patch of patches) {
    const offset = patch.start - start;
    for (let index = 0; index < patch.values.length; index += 1) {
      const value = patch.values[index]!;
      if (!Number.isNaN(value)) values[offset + index] = value;
    }
  }
  return createSeries(key, start, values);
}
