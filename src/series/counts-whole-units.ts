/** Whether every known value is a whole number: demand that is counted, not weighed. True where none is known. */
export function countsWholeUnits(values: Float64Array): boolean {
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const value = values[index]!;
    if (Math.trunc(value) !== value && !Number.isNaN(value)) return false;
  }
  return true;
}
