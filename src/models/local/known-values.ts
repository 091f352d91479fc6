/** The values that are known, in order: a view of the same numbers where all are. */
export function knownValues(values: Float64Array): Float64Array {
  const { length } = values;
  let count = 0;
  for (let index = 0; index < length; index += 1) if (!Number.isNaN(values[index]!)) count += 1;
  if (count === length) return values;
  const known = new Float64Array(count);
  let filled = 0;
  for (let index = 0; index < length; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    known[filled] = value;
    filled += 1;
  }
  return known;
}
