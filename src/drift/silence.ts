/** The silence at the end of a series. */
export interface Silence {
  /** Periods without demand at the end, unknown ones among them. */
  readonly run: number;
  /** The longest gap before them in the year before, in periods; at least 1. */
  readonly usualGap: number;
  /** Units that would have been sold meanwhile at the rate of the half year before. */
  readonly expected: number;
}

/** How far back gaps are looked at, and the rate, in weeks. */
const gapWeeks = 52;
const rateWeeks = 26;

/**
 * How long nothing has been sold up to the end of `values`, of which the first is a sale; null where something was sold in the
 * newest period, or never.
 */
export function silence(values: Float64Array, periodsPerWeek: number): Silence | null {
  let end = values.length;
  while (end > 0 && !(values[end - 1]! > 0)) end -= 1;
  const run = values.length - end;
  if (run === 0 || end === 0) return null;
  let [gap, usualGap] = [0, 1];
  for (let index = Math.max(0, end - gapWeeks * periodsPerWeek); index < end; index += 1) {
    gap = values[index]! > 0 ? 0 : gap + 1;
    usualGap = Math.max(usualGap, gap);
  }
  let [sum, count] = [0, 0];
  for (let index = Math.max(0, end - rateWeeks * periodsPerWeek); index < end; index += 1) {
    if (Number.isNaN(values[index]!)) continue;
    sum += values[index]!;
    count += 1;
  }
  return { run, usualGap, expected: (sum / count) * run };
}
