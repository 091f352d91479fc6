import type { Series } from './series.ts';

/**
 * The part of a series in the periods `from` .. `to`, both included. Periods that the series does not have are not
 * added; without any common period the result is empty and starts at `from`. Shares memory with the series.
 */
export function sliceSeries(series: Series, from: number, to: number): Series {
  const first = Math.max(from, series.start);
  const last = Math.min(to, series.start + series.values.length - 1);
  if (last < first) return { key: series.key, start: from, values: new Float64Array(0) };
  const values = series.values.subarray(first - series.start, last - series.start + 1);
  return { key: series.key, start: first, values };
}
