import type { Series } from '../../series/index.ts';
import type { HierarchyLevel } from '../hierarchy.ts';
import { membersOf } from '../members.ts';
import type { Span } from '../visit-aggregates.ts';

/**
 * How past demand becomes the share of an item in its group (C. W. Gross and J. E. Sohl, "Disaggregation methods to
 * expedite product line forecasting", Journal of Forecasting 9, 1990).
 * - `average-proportions`: the mean over the periods of item / group; periods without demand in the group do not count.
 * - `proportions-of-averages`: the item's demand over all periods / the group's.
 */
export const shareMethods = ['average-proportions', 'proportions-of-averages'] as const;
export type ShareMethod = (typeof shareMethods)[number];

/**
 * The share of every item in its group of `level`, from its demand in the periods of `span`. The shares of a group sum
 * to 1; a group without demand is shared out equally. Unknown demand counts as none, and so does negative demand (returns).
 */
export function historicalShares(
  level: HierarchyLevel,
  series: readonly Series[],
  span: Span,
  method: ShareMethod,
): Float64Array {
  const shares = new Float64Array(series.length);
  const { starts, items } = membersOf(level.groupOf, level.count);
  const totals = new Float64Array(span.length);
  for (let group = 0; group < level.count; group += 1) {
    const members = items.subarray(starts[group], starts[group + 1]);
    totals.fill(0);
    for (const item of members) {
      eachDemand(series[item]!, span, (place, demand) => {
        totals[place]! += demand;
      });
    }
    if (method === 'proportions-of-averages')
      totals.fill(totals.reduce((sum, one) => sum + one, 0));
    let sum = 0;
    for (const item of members) {
      let share = 0;
      eachDemand(series[item]!, span, (place, demand) => {
        share += demand / totals[place]!;
      });
      shares[item] = share;
      sum += share;
    }
    for (const item of members) {
      shares[item] = sum > 0 ? shares[item]! / sum : 1 / members.length;
    }
  }
  return shares;
}

function eachDemand(
  { start, values }: Series,
  span: Span,
  visit: (place: number, demand: number) => void,
): void {
  const shift = span.from - start;
  const end = Math.min(span.length, values.length - shift);
  for (let place = Math.max(0, -shift); place < end; place += 1) {
    const demand = values[place + shift]!;
    if (demand > 0) visit(place, demand);
  }
}
