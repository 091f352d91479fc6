import { invariant } from '../errors/index.ts';
import type { Hierarchy } from './hierarchy.ts';

/**
 * Sums values of the items over every group of every level: S · b. `bottom` holds `width` values per item
 * (`bottom[item * width + column]`), the answer `width` values per row of the hierarchy. For demand and for means;
 * quantiles do not add up.
 */
export function aggregate(hierarchy: Hierarchy, bottom: Float64Array, width: number): Float64Array {
  const items = hierarchy.items.length;
  invariant(bottom.length === items * width, 'one row of values per item');
  const rows = new Float64Array(hierarchy.rows * width);
  for (const { first, groupOf } of hierarchy.levels) {
    for (let item = 0; item < items; item += 1) {
      const to = (first + groupOf[item]!) * width;
      const from = item * width;
      for (let column = 0; column < width; column += 1) {
        rows[to + column]! += bottom[from + column]!;
      }
    }
  }
  return rows;
}
