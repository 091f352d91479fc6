import { aggregate } from '../aggregate.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { bottomLevel } from '../level-named.ts';
import { type BaseForecasts, checkBase } from './base-forecasts.ts';

/**
 * Coherent forecasts of all rows as sums of the items' own forecasts.
 * @throws ForecastError LEVEL_NOT_FOUND without a level of single items.
 */
export function bottomUp(hierarchy: Hierarchy, base: BaseForecasts): Float64Array {
  checkBase(hierarchy, base);
  const { first, count } = bottomLevel(hierarchy);
  const { values, horizon } = base;
  const bottom = values.subarray(first * horizon, (first + count) * horizon);
  return aggregate(hierarchy, bottom, horizon);
}
