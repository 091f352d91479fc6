import type { Series } from './series.ts';

/**
 * The part of a series in the periods `from` .. `to`, both included. Periods that the series does not have are not
 * added; without any common period the result is empty and starts at `from`. Shares memory with the series.
 */
export function sliceSeries({ key, start, values }: Series, from: number, to: number): Series {
  const first = Math.max(from, start);
  const last = Math.min(to, start + values.length - 1);
  if (last < first) return { key, start: from, values: new Float64Array(0) };
  return { key, start: first, values: values.subarray(first - start, last - start + 1) };
}
