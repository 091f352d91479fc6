/** A straight line; the first value lies at time 1. */
export interface TrendLine {
  readonly intercept: number;
  readonly slope: number;
}

/** The least-squares line through the values, at least one; level through a single one. */
export function trendLine(values: Float64Array): TrendLine {
  const middle = (values.length + 1) / 2;
  let total = 0;
  for (const value of values) total += value;
  const mean = total / values.length;
  let spread = 0;
  let cross = 0;
  for (let index = 0; index < values.length; index += 1) {
    const distance = index + 1 - middle;
    spread += distance * distance;
    cross += distance * (values[index]! - mean);
  }
  const slope = spread === 0 ? 0 : cross / spread;
  return { intercept: mean - slope * middle, slope };
}
