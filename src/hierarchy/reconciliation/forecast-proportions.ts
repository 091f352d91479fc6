import { ForecastError } from '../../errors/index.ts';
import { aggregate } from '../aggregate.ts';
import { groupsAbove } from '../groups-above.ts';
import type { Hierarchy, HierarchyLevel } from '../hierarchy.ts';
import { bottomLevel, levelNamed } from '../level-named.ts';
import { type BaseForecasts, checkBase } from './base-forecasts.ts';

/**
 * Coherent forecasts of all rows by forecast proportions (G. Athanasopoulos, R. A. Ahmed and R. J. Hyndman,
 * "Hierarchical forecasts for Australian domestic tourism", International Journal of Forecasting 25, 2009): each group of
 * a level of `path` hands its forecast to the groups of the next level inside it, in proportion to their own
 * forecasts; negative ones count as none, and where nothing is left the groups share equally. `path` leads from the level that is believed to the single items, for
 * example total, state, store, item-store; each level must refine the one before it. Starting below `total` is middle-out.
 * @throws ForecastError LEVEL_NOT_FOUND for a level that is missing, INVALID_INPUT for a path that does not refine.
 */
export function forecastProportions(
  hierarchy: Hierarchy,
  base: BaseForecasts,
  path: readonly string[],
): Float64Array {
  checkBase(hierarchy, base);
  const levels = path.map((name) => levelNamed(hierarchy, name));
  if (levels.at(-1)?.by !== 'each-item') levels.push(bottomLevel(hierarchy));
  const [source, ...below] = levels;
  const { horizon } = base;
  let parent = source!;
  let believed: Float64Array = base.values.slice(
    parent.first * horizon,
    (parent.first + parent.count) * horizon,
  );
  for (const level of below) {
    believed = handDown(believed, parent, level, base);
    parent = level;
  }
  return aggregate(hierarchy, believed, horizon);
}

function handDown(
  believed: Float64Array,
  parent: HierarchyLevel,
  level: HierarchyLevel,
  { values, horizon }: BaseForecasts,
): Float64Array {
  const parentOf = groupsAbove(level, parent);
  if (parentOf === null) throw notNested(parent, level);
  const sums = new Float64Array(parent.count * horizon);
  const children = new Int32Array(parent.count);
  const own = values.subarray(level.first * horizon, (level.first + level.count) * horizon);
  for (let group = 0; group < level.count; group += 1) {
    children[parentOf[group]!]! += 1;
    for (let step = 0; step < horizon; step += 1) {
      const forecast = Math.max(0, own[group * horizon + step]!);
      sums[parentOf[group]! * horizon + step]! += forecast;
    }
  }
  const handed = new Float64Array(own.length);
  for (let group = 0; group < level.count; group += 1) {
    const above = parentOf[group]!;
    for (let step = 0; step < horizon; step += 1) {
      const sum = sums[above * horizon + step]!;
      const forecast = Math.max(0, own[group * horizon + step]!);
      const share = sum > 0 ? forecast / sum : 1 / children[above]!;
      handed[group * horizon + step] = believed[above * horizon + step]! * share;
    }
  }
  return handed;
}

function notNested(parent: HierarchyLevel, level: HierarchyLevel): ForecastError {
  const message = `${JSON.stringify(level.name)} does not refine ${JSON.stringify(parent.name)}: a group of it lies in several; choose levels that nest`;
  return new ForecastError('INVALID_INPUT', `Path of forecast proportions: ${message}.`, {
    issues: [{ path: 'path', message }],
  });
}
