/** Widths of forecast intervals. Plain data, like ErrorSums. */
export interface WidthSums {
  count: number;
  width: number;
}

export function noWidths(): WidthSums {
  return { count: 0, width: 0 };
}

/** Adds one interval in place. Where the actual is unknown (NaN) it counts for nothing, as in the coverage. */
export function addWidth(sums: WidthSums, actual: number, lower: number, upper: number): void {
  if (Number.isNaN(actual)) return;
  sums.count += 1;
  sums.width += upper - lower;
}

/** Mean width of the intervals in units of demand: of two with the same coverage the narrower is better. null of none. */
export function intervalWidth(sums: WidthSums): number | null {
  return sums.count === 0 ? null : sums.width / sums.count;
}
