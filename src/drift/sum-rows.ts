/** The sum of rows of one length; an unknown value adds nothing. */
export function sumRows(rows: readonly Float64Array[]): Float64Array {
  const sums = new Float64Array(rows[0]?.length ?? 0);
  for (const row of rows) {
    row.forEach((value, index) => {
      if (!Number.isNaN(value)) sums[index]! += value;
    });
  }
  return sums;
}

/** What is left of a sum without one of its rows. */
export function withoutRow(sum: Float64Array, row: Float64Array): Float64Array {
  return sum.map((value, index) => value - (Number.isNaN(row[index]!) ? 0 : row[index]!));
}
