/**
 * What can have changed.
 * - `DEAD_SEGMENT`: nothing is sold any more where much was to be expected.
 * - `LEVEL_SHIFT`: demand has moved away from its surroundings and from the season.
 * - `ZERO_SHARE`: items on sale sell nothing on more, or fewer, days than before.
 * - `WEEKDAY_PATTERN`: demand lies on other days of the week.
 * - `PRICE_SHOCK`: the same items cost more, or less.
 * - `LISTING`: items came or went.
 * - `RAMPING_ITEM`: a new item still grows, so that its past is no measure of it.
 */
export const driftKinds = [
  'DEAD_SEGMENT',
  'LEVEL_SHIFT',
  'ZERO_SHARE',
  'WEEKDAY_PATTERN',
  'PRICE_SHOCK',
  'LISTING',
  'RAMPING_ITEM',
] as const;
export type DriftKind = (typeof driftKinds)[number];

/** Where a change points; a weekly pattern goes down when it becomes flatter. */
export type DriftDirection = 'up' | 'down';

/** One change of one segment. */
export interface DriftFinding {
  readonly kind: DriftKind;
  readonly level: string;
  /** The group of the level, or the key of an item. */
  readonly segment: string;
  /** First period of the change, as well as it can be told. */
  readonly since: number;
  readonly direction: DriftDirection;
  /**
   * Size of the change. Relative for level, price, listing and how far weekdays stand out (-0.3 = 30 % less); in shares of
   * days for zeros (0.1 = on 10 of 100 days more); times the usual gap for the dead, times the demand before for ramping
   * items.
   */
  readonly effect: number;
  /** What the effect had to exceed, in the same unit and direction. */
  readonly threshold: number;
  /** One sentence for people. */
  readonly detail: string;
}
