import { centredAverage } from './centred-average.ts';

/**
 * The season as differences, sum 0, of classical additive decomposition: `offsets[p]` for the values at p, p + seasonLength,
 * ...; the mean difference of demand from its moving average, as in R's `decompose`. Zeros where a position has none.
 */
export function seasonalOffsets(values: Float64Array, seasonLength: number): Float64Array {
  const offsets = new Float64Array(seasonLength);
  if (seasonLength < 2 || values.length < 2 * seasonLength) return offsets;
  const trend = centredAverage(values, seasonLength);
  const counts = new Float64Array(seasonLength);
  let position = 0;
  for (let index = 0; index < values.length; index += 1) {
    const difference = values[index]! - trend[index]!;
    if (!Number.isNaN(difference)) {
      offsets[position]! += difference;
      counts[position]! += 1;
    }
    position = position + 1 === seasonLength ? 0 : position + 1;
  }
  let mean = 0;
  for (let at = 0; at < seasonLength; at += 1) {
    offsets[at] = counts[at] === 0 ? 0 : offsets[at]! / counts[at]!;
    mean += offsets[at]! / seasonLength;
  }
  return offsets.map((offset) => offset - mean);
}
