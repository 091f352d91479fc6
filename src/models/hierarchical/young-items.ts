import { groupsAbove } from '../../hierarchy/index.ts';
import type { Series } from '../../series/index.ts';
import type { GroupForecasts } from './group-forecasts.ts';

/** Known periods that an item needs to be forecast from its own history alone. */
export const youngPeriods = 28;
/** Launches that a group must have seen to be an example. */
const leastLaunches = 3;

/** How items begin in one group of a level: their demand in their first periods as a share of their group's. */
interface Launches {
  /** Of one item in one period, in units of the mean share of an item of its group. */
  readonly shares: number[];
  launches: number;
}

/** Most shares that are kept of one group: enough for every scenario. */
const mostShares = 4_000;

/**
 * What items sold when they were new, by group: the example for an item with little or no history of its own. Where a
 * group has seen too few launches the next wider level answers, at last all items; where there never was a launch, an
 * item of a mean share.
 */
export class YoungItems {
  readonly #levels: readonly {
    readonly above: Int32Array;
    readonly launches: readonly Launches[];
  }[];

  constructor(forecasts: GroupForecasts, series: readonly Series[]) {
    const { groups, hierarchy } = forecasts;
    const finestFirst = hierarchy.levels.toSorted((one, other) => other.count - one.count);
    this.#levels = finestFirst.map((level) => ({
      above: groupsAbove(groups, level)!,
      launches: Array.from({ length: level.count }, (): Launches => ({ shares: [], launches: 0 })),
    }));
    series.forEach((one, item) => {
      const shares = launchOf(one, item, forecasts);
      if (shares.length === 0) return;
      for (const { above, launches } of this.#levels) {
        const own = launches[above[groups.groupOf[item]!]!]!;
        own.launches += 1;
        if (own.shares.length < mostShares) own.shares.push(...shares);
      }
    });
  }

  /** Shares of new items to draw from, in units of the mean share of an item of the group. */
  like(group: number): readonly number[] {
    for (const { above, launches } of this.#levels) {
      const own = launches[above[group]!]!;
      if (own.launches >= leastLaunches) return own.shares;
    }
    return [1];
  }
}

/** Whether an item has too little history of its own. */
export function isYoung({ values }: Series): boolean {
  if (values.length < youngPeriods) return true;
  let known = 0;
  for (const value of values) {
    if (!Number.isNaN(value)) known += 1;
    if (known === youngPeriods) return false;
  }
  return true;
}

/** The first periods of an item that came after the history began; none of one that is young itself or was always there. */
function launchOf(
  { start, values }: Series,
  item: number,
  { span, end, fitted, groups }: GroupForecasts,
): readonly number[] {
  const shift = start - span.from;
  if (shift <= 0 || values.length < youngPeriods) return [];
  const group = groups.groupOf[item]!;
  const shares: number[] = [];
  for (let age = 0; age < youngPeriods && shift + age < end; age += 1) {
    const share = (Math.max(0, values[age]!) / fitted[group]![shift + age]!) * groups.sizes[group]!;
    if (Number.isFinite(share)) shares.push(share);
  }
  return shares;
}
