/** The first value that is known; 0 where none is. */
export function firstKnown(values: Float64Array): number {
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    if (!Number.isNaN(values[index]!)) return values[index]!;
  }
  return 0;
}
