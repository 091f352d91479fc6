import { ScratchArray } from '../../math/index.ts';

const scratch = new ScratchArray();

/**
 * The moving average of one whole season (2 or more values) around each value, where all of it is known; NaN elsewhere.
 * An even season has half of the first and of the last value, so that it is centred too. Valid until the next call.
 */
export function centredAverage(values: Float64Array, seasonLength: number): Float64Array {
  const trend = scratch.take(values.length).fill(Number.NaN);
  const half = Math.floor(seasonLength / 2);
  const even = seasonLength % 2 === 0;
  // A sum that slides would carry the rounding of one outlier through all that follows.
  for (let centre = half; centre + half < values.length; centre += 1) {
    let total = even
      ? 0.5 * values[centre - half]! + 0.5 * values[centre + half]!
      : values[centre - half]! + values[centre + half]!;
    for (let index = centre - half + 1; index < centre + half; index += 1) total += values[index]!;
    trend[centre] = total / seasonLength;
  }
  return trend;
}
