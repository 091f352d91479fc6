/** Mean of the known values of a range of indices; beyond the end nothing is known. NaN where nothing is. */
export function knownMean(values: Float64Array, from: number, to: number): number {
  let [sum, count] = [0, 0];
  for (let index = from; index < to; index += 1) {
    const value = values[index] ?? Number.NaN;
    if (Number.isNaN(value)) continue;
    sum += value;
    count += 1;
  }
  return sum / count;
}
