import type { Series } from '../series/index.ts';

/**
 * The seasonal naive forecast of each series, to measure value added against: the last known value of the same season
 * position up to the cutoff, or 0 where there is none. `values[series * horizon + step]`.
 */
export function seasonalNaiveRows(
  series: readonly Series[],
  cutoff: number,
  horizon: number,
  seasonLength: number,
): Float64Array {
  const rows = new Float64Array(series.length * horizon);
  series.forEach(({ start, values }, place) => {
    for (let step = 0; step < horizon; step += 1) {
      let index = cutoff - seasonLength + 1 + (step % seasonLength) - start;
      while (index >= 0 && !(index < values.length && !Number.isNaN(values[index]!))) {
        index -= seasonLength;
      }
      rows[place * horizon + step] = index >= 0 ? values[index]! : 0;
    }
  });
  return rows;
}
