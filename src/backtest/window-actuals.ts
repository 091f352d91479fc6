import { type Series, sliceSeries } from '../series/index.ts';

/** Demand of the `horizon` periods after a cutoff, `values[item * horizon + lead]`; NaN where it is unknown. */
export function windowActuals(
  series: readonly Series[],
  cutoff: number,
  horizon: number,
): Float64Array {
  const rows = new Float64Array(series.length * horizon).fill(Number.NaN);
  series.forEach((one, item) => {
    const { start, values } = sliceSeries(one, cutoff + 1, cutoff + horizon);
    rows.set(values, item * horizon + start - cutoff - 1);
  });
  return rows;
}
