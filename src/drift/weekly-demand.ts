import { type Hierarchy, visitAggregates } from '../hierarchy/index.ts';
import type { Series } from '../series/index.ts';
import type { WeekGrid } from './week-grid.ts';

/** Demand of every row of a hierarchy on the weeks of a grid. */
export interface WeeklyDemand {
  /** `rows[row][week]`: demand of the week, known periods standing for unknown ones; NaN where none is known. */
  readonly weekly: readonly Float64Array[];
  /** `periods[row][period]` from the first period of the grid on; NaN where unknown. */
  readonly periods: readonly Float64Array[];
}

/** Sums the items to all rows. */
export function weeklyDemand(
  hierarchy: Hierarchy,
  items: readonly Series[],
  grid: WeekGrid,
): WeeklyDemand {
  const { from, weeks, periodsPerWeek } = grid;
  const weekly: Float64Array[] = Array.from({ length: hierarchy.rows });
  const periods: Float64Array[] = Array.from({ length: hierarchy.rows });
  visitAggregates(hierarchy, items, { from, length: weeks * periodsPerWeek }, (row, values) => {
    periods[row] = values.slice();
    weekly[row] = Float64Array.from({ length: weeks }, (_, week) =>
      demandOfWeek(values, week * periodsPerWeek, periodsPerWeek),
    );
  });
  return { weekly, periods };
}

function demandOfWeek(values: Float64Array, from: number, length: number): number {
  let [sum, known] = [0, 0];
  for (let index = from; index < from + length; index += 1) {
    if (Number.isNaN(values[index]!)) continue;
    sum += values[index]!;
    known += 1;
  }
  return known === 0 ? Number.NaN : (sum * length) / known;
}
