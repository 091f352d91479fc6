/** Fewer non-zero values than this say nothing about what is usual. */
const fewestForSpikes = 10;
/** How far beyond the 99th percentile a value must lie. */
const spikeFactor = 3;

/**
 * The level above which a value of a series is a spike: 3 × P99 of its non-zero values, where P99 is the order statistic
 * of index floor(0.99 × (n − 1)), so that in a short series one spike does not define what is usual. Infinity for fewer
 * than 10 non-zero values. `values` may hold NaN; they are not changed.
 */
export function spikeLevel(values: Float32Array): number {
  const nonZero = new Float32Array(values.length);
  let count = 0;
  let largest = 0;
  let smallest = Infinity;
  for (const value of values) {
    if (!(value > 0)) continue;
    nonZero[count] = value;
    count += 1;
    if (value > largest) largest = value;
    if (value < smallest) smallest = value;
  }
  if (count < fewestForSpikes || largest <= spikeFactor * smallest) return Infinity;
  const sorted = nonZero.subarray(0, count).sort();
  return spikeFactor * sorted[Math.floor(0.99 * (count - 1))]!;
}
