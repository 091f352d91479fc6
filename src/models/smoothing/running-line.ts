/** A least-squares line through all values so far that moves in constant time. Value number t lies at time t. */
export interface RunningLine {
  /** Values so far. */
  count: number;
  mean: number;
  slope: number;
}

/** Adds the next value. */
export function extendLine(line: RunningLine, value: number): void {
  line.count += 1;
  const error = value - line.mean;
  line.mean += error / line.count;
  if (line.count > 1) line.slope = nextSlope(line.slope, line.count, error);
}

/**
 * The slope through `count` values, 2 at least, from that through all but the last and how far this one lies above their mean. Exact:
 * with times 1, 2, 3, ... the sum of products grows by (count - 1) / 2 * error, and that of squares is count (count^2 - 1) / 12.
 */
export function nextSlope(slope: number, count: number, error: number): number {
  return ((count - 2) * slope + (6 * error) / count) / (count + 1);
}
