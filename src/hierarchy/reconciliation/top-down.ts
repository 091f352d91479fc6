import { invariant } from '../../errors/index.ts';
import { aggregate } from '../aggregate.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { levelNamed } from '../level-named.ts';
import { type BaseForecasts, checkBase } from './base-forecasts.ts';

/**
 * Coherent forecasts of all rows from the forecasts of one level, shared out among the items of its groups and summed
 * again: top-down from `total`, middle-out from any level between. `shares[item]` is the item's share in its group of
 * that level, as `historicalShares` gives it.
 * @throws ForecastError LEVEL_NOT_FOUND for a level that the hierarchy does not have.
 */
export function topDown(
  hierarchy: Hierarchy,
  base: BaseForecasts,
  level: string,
  shares: Float64Array,
): Float64Array {
  checkBase(hierarchy, base);
  invariant(shares.length === hierarchy.items.length, 'one share per item');
  const { first, groupOf } = levelNamed(hierarchy, level);
  const { values, horizon } = base;
  const bottom = new Float64Array(shares.length * horizon);
  for (let item = 0; item < shares.length; item += 1) {
    const from = (first + groupOf[item]!) * horizon;
    for (let step = 0; step < horizon; step += 1) {
      bottom[item * horizon + step] = values[from + step]! * shares[item]!;
    }
  }
  return aggregate(hierarchy, bottom, horizon);
}
