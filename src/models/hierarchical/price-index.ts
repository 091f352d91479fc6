import type { SeriesCovariates } from '../../covariates/index.ts';
import { groupsAbove, type HierarchyLevel, type Span } from '../../hierarchy/index.ts';
import { unboxed } from '../../math/index.ts';
import type { GroupHierarchy } from './group-hierarchy.ts';
import type { Regressor } from './regressors.ts';

/** Elasticities of retail demand lie around -1; those of sums, where prices of few items move, below. */
const priceDeviation = 1;

/** Sums over the items of a group that have a price. */
interface PriceSums {
  /** Size of the item times the logarithm of its price, per period. */
  readonly logs: Float64Array;
  size: number;
}

/**
 * How dear each row of a hierarchy of groups is: the mean over its items of the logarithm of their price, relative to their
 * own first one. Items count by `sizes`, those without prices not at all; null where no item has one. After the last known
 * price the last one holds.
 */
export function priceIndices(
  { hierarchy, groups }: GroupHierarchy,
  covariates: readonly SeriesCovariates[],
  sizes: Float64Array,
  span: Span,
): readonly (Regressor | null)[] {
  const ofGroups = groupSums(groups, covariates, sizes, span);
  return hierarchy.levels.flatMap((level) =>
    levelSums(level, groups, ofGroups, span).map(({ logs, size }) =>
      size === 0 ? null : { deviation: priceDeviation, values: logs.map((log) => log / size) },
    ),
  );
}

function noSums(count: number, { length }: Span): readonly PriceSums[] {
  return Array.from({ length: count }, () => ({ logs: new Float64Array(length), size: 0 }));
}

function groupSums(
  { count, groupOf }: HierarchyLevel,
  covariates: readonly SeriesCovariates[],
  sizes: Float64Array,
  span: Span,
): readonly PriceSums[] {
  const sums = noSums(count, span);
  covariates.forEach(({ price }, item) => {
    const size = sizes[item]!;
    if (price === null || size === 0) return;
    const { values, start } = price;
    const first = values.find((value) => value > 0);
    if (first === undefined) return;
    const own = sums[groupOf[item]!]!;
    own.size += size;
    const { logs } = own;
    let last = unboxed(first);
    let log = 0;
    const shift = span.from - start;
    for (let index = 0; index < span.length; index += 1) {
      // Not a number outside of what is known, so that no comparison holds.
      const value = values[index + shift] ?? Number.NaN;
      if (value > 0 && value !== last) {
        last = value;
        log = size * Math.log(value / first);
      }
      logs[index]! += log;
    }
  });
  return sums;
}

/** A level's sums from those of the groups inside of it. */
function levelSums(
  level: HierarchyLevel,
  groups: HierarchyLevel,
  ofGroups: readonly PriceSums[],
  span: Span,
): readonly PriceSums[] {
  if (level === groups) return ofGroups;
  const above = groupsAbove(groups, level);
  const sums = noSums(level.count, span);
  ofGroups.forEach(({ logs, size }, group) => {
    const into = sums[above![group]!]!;
    into.size += size;
    for (let index = 0; index < logs.length; index += 1) into.logs[index]! += logs[index]!;
  });
  return sums;
}
