import { type Series, sliceSeries } from '../series/index.ts';
import type { WeekGrid } from './week-grid.ts';

/**
 * The items on the periods of a grid, scaled so that none counts for more than the average item: a segment is then its items and
 * not its best seller, whose whims are the larger part of the noise of a sum (docs/monitoring.md). Scaling keeps a
 * relative change of all items what it is.
 */
export function dampedItems(items: readonly Series[], { from, last }: WeekGrid): readonly Series[] {
  const parts = items.map((item) => sliceSeries(item, from, last));
  const sums = parts.map(({ values }) =>
    values.reduce((sum, value) => (Number.isNaN(value) ? sum : sum + value), 0),
  );
  const average = sums.reduce((sum, own) => sum + own, 0) / sums.length;
  return parts.map((part, item) => {
    const own = sums[item]!;
    if (!(own > average)) return part;
    return { ...part, values: part.values.map((value) => (value * average) / own) };
  });
}
