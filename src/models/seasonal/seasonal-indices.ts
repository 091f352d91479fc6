import { centredAverage } from './centred-average.ts';

/**
 * The season as factors, mean 1, of classical multiplicative decomposition (W. M. Persons, Review of Economic Statistics 1,
 * 1919): `indices[p]` for the values at p, p + seasonLength, ... Where all demand is positive, an index is the mean ratio of
 * demand to its moving average, as in R's `decompose`; where some is not, the ratio of their sums, because a single ratio says
 * nothing of a week with two sales. Null where a position has no ratio.
 */
export function seasonalIndices(values: Float64Array, seasonLength: number): Float64Array | null {
  if (seasonLength < 2) return null;
  const trend = centredAverage(values, seasonLength);
  const positive = isPositive(values);
  const demand = new Float64Array(seasonLength);
  const level = new Float64Array(seasonLength);
  let position = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const around = trend[index]!;
    if (!Number.isNaN(around)) {
      demand[position]! += positive ? values[index]! / around : values[index]!;
      level[position]! += positive ? 1 : around;
    }
    position = position + 1 === seasonLength ? 0 : position + 1;
  }
  return normalised(demand.map((total, at) => total / level[at]!));
}

function isPositive(values: Float64Array): boolean {
  const { length } = values;
  for (let index = 0; index < length; index += 1) if (values[index]! <= 0) return false;
  return true;
}

/** Divides by the mean; null where there is none that is positive. */
function normalised(indices: Float64Array): Float64Array | null {
  let mean = 0;
  for (const index of indices) mean += index;
  mean /= indices.length;
  if (!(mean > 0 && mean < Infinity)) return null;
  return indices.map((index) => Math.max(0, index / mean));
}
