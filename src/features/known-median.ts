/**
 * The median of the known among the first `size` values, the lower of the middle ones for an even number; 0 of none.
 * `scratch` has room for them.
 */
export function knownMedian(values: Float64Array, size: number, scratch: Float64Array): number {
  let count = 0;
  for (let index = 0; index < size; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    scratch[count] = value;
    count += 1;
  }
  if (count === 0) return 0;
  return select(scratch, count, (count - 1) >> 1);
}

/** The value of a rank (0 = smallest) among the first `count`, by Hoare's selection; reorders them. */
function select(values: Float64Array, count: number, rank: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const pivot = values[(low + high) >> 1]!;
    let left = low;
    let right = high;
    while (left <= right) {
      while (values[left]! < pivot) left += 1;
      while (values[right]! > pivot) right -= 1;
      if (left > right) break;
      const swapped = values[left]!;
      values[left] = values[right]!;
      values[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (rank <= right) high = right;
    else if (rank >= left) low = left;
    else break;
  }
  return values[rank]!;
}
