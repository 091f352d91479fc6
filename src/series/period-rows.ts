import type { Series } from './series.ts';

/** Series by series `size` periods from `first` on, one row each; NaN where nothing is known, and for no series at all. */
export function periodRows(
  series: readonly (Pick<Series, 'start' | 'values'> | null)[],
  first: number,
  size: number,
): Float64Array<ArrayBuffer> {
  const rows = new Float64Array(series.length * size).fill(Number.NaN);
  for (const [row, one] of series.entries()) {
    if (one === null) continue;
    const { start, values } = one;
    const from = Math.max(start, first);
    const to = Math.min(start + values.length, first + size);
    if (from >= to) continue;
    rows.set(values.subarray(from - start, to - start), row * size + from - first);
  }
  return rows;
}
