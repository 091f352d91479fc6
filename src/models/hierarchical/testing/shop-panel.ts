import type { PeriodEvent } from '../../../covariates/index.ts';
import { buildHierarchy, itemLevel, parseLevel, totalLevel } from '../../../hierarchy/index.ts';
import type { Series } from '../../../series/index.ts';
import type { HierarchyPanel } from '../../forecaster.ts';

/** Days of history; the cutoff is the last of them. */
export const days = 800;
export const cutoff = days - 1;
export const horizon = 14;
export const context = { cutoff, horizon, seed: 1 };
export const quantileLevels = [0.005, 0.1, 0.25, 0.5, 0.75, 0.9, 0.995];

interface Shop {
  /** Units that an item sells on a day; NaN = unknown. Called for the periods 0 .. days - 1. */
  readonly sells: (item: number, day: number) => number;
  readonly items?: number;
  readonly events?: readonly PeriodEvent[];
  /** Price of an item on a day, known a horizon ahead. */
  readonly price?: (item: number, day: number) => number;
  /** First day of an item. */
  readonly starts?: (item: number) => number;
}

/** Two stores in two states with two departments, and items that sell as told. */
export function shopPanel({
  sells,
  items = 40,
  events = [],
  price,
  starts = () => 0,
}: Shop): HierarchyPanel {
  const attributes = Array.from({ length: items }, (_, item) => ({
    state: item % 2 === 0 ? 'CA' : 'TX',
    store: item % 2 === 0 ? 'CA_1' : 'TX_1',
    department: item % 4 < 2 ? 'FOODS' : 'HOBBIES',
  }));
  const keys = attributes.map((_, item) => `item ${item}`);
  const levels = [totalLevel, parseLevel('store'), parseLevel('store × department'), itemLevel];
  const described = keys.map((key, item) => ({ key, attributes: attributes[item]! }));
  const daily = (
    item: number,
    from: number,
    to: number,
    value: (day: number) => number,
  ): Series => ({
    key: keys[item]!,
    start: from,
    values: Float64Array.from({ length: Math.max(0, to - from) }, (_, index) =>
      value(from + index),
    ),
  });
  return {
    calendar: { frequency: 'daily', weekStartsOn: 1 },
    hierarchy: buildHierarchy(described, levels),
    series: keys.map((_, item) => daily(item, starts(item), days, (day) => sells(item, day))),
    covariates: {
      events,
      series: attributes.map((own, item) => ({
        attributes: own,
        price:
          price === undefined ? null : daily(item, 0, days + horizon, (day) => price(item, day)),
      })),
    },
  };
}

/** Noise of a day and an item in -1 .. 1, always the same. */
export function noise(item: number, day: number): number {
  const mixed = Math.sin(item * 12.9898 + day * 78.233) * 43_758.5453;
  return 2 * (mixed - Math.floor(mixed)) - 1;
}
