import type { Series } from '../../series/index.ts';

/** A quarter of days. */
const recentPeriods = 91;

/** What each item sold lately, at least nothing: how much it counts in its group. */
export function recentDemand(series: readonly Series[], cutoff: number): Float64Array {
  return Float64Array.from(series, ({ start, values }) => {
    let sold = 0;
    const from = Math.max(0, cutoff - recentPeriods + 1 - start);
    for (let index = from; index < values.length; index += 1) {
      if (values[index]! > 0) sold += values[index]!;
    }
    return sold;
  });
}
