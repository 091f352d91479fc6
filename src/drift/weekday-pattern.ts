import { valueAtRank } from '../math/index.ts';
import type { PatternRule } from './drift-thresholds.ts';
import { leastChecks, usualSize } from './usual-size.ts';
import { referenceWeeks, testWeeks, yearWeeks } from './week-grid.ts';

const days = 7;
/** Weeks without which no pattern is looked at. */
export const leastWeeksForPattern = testWeeks + leastChecks - 1 + testWeeks + referenceWeeks;

/** Another pattern of the week. */
export interface PatternChange {
  /** How far the days stand out as they did before, less 1: -1 = not at all, below -1 = the other way round. */
  readonly effect: number;
  /** What it had to exceed, with its sign. */
  readonly threshold: number;
}

/**
 * The change of the weekly pattern in the newest weeks, or null. `demand` is one value per day over whole weeks, oldest first;
 * `others` that of the surroundings, where there are any.
 *
 * A pattern is the share of each weekday in its week, the median over weeks, so that one holiday moves nothing. Its amplitude is
 * the slope of the newest deviations from equal shares on those before. It must have changed by much, by a multiple of
 * what it changed by in earlier checks, and by more than in the same weeks of the year before and in the surroundings: Christmas
 * flattens the week everywhere.
 */
export function weekdayPattern(
  demand: Float64Array,
  others: Float64Array | null,
  rule: PatternRule,
): PatternChange | null {
  const end = demand.length / days;
  const earlier: number[] = [];
  for (
    let check = end - testWeeks;
    check >= testWeeks + referenceWeeks && end - testWeeks - check < yearWeeks;
    check -= 1
  ) {
    earlier.push(changeAt(demand, check));
  }
  const spread = usualSize(earlier);
  if (spread === null) return null;
  const effect = changeAt(demand, end);
  const sign = Math.sign(effect);
  const isYearThere = end - yearWeeks >= testWeeks + referenceWeeks;
  const explained = [
    isYearThere ? changeAt(demand, end - yearWeeks) : 0,
    others === null ? 0 : changeAt(others, end),
  ].map((change) => sign * (change || 0));
  const threshold = Math.max(rule.effect, rule.spreads * spread);
  const unexplained = sign * effect - Math.max(0, ...explained);
  return sign * effect > threshold && unexplained > rule.effect / 2
    ? { effect, threshold: sign * threshold }
    : null;
}

/** The amplitude of the weeks before `end` along that of the weeks before those, less 1; NaN where nothing was sold. */
function changeAt(demand: Float64Array, end: number): number {
  const before = profile(demand, end - testWeeks - referenceWeeks, end - testWeeks);
  const newest = profile(demand, end - testWeeks, end);
  let [product, square] = [0, 0];
  for (let day = 0; day < days; day += 1) {
    const deviation = before[day]! - 1 / days;
    product += deviation * (newest[day]! - 1 / days);
    square += deviation * deviation;
  }
  return product / square - 1;
}

/** Shares of the days of the week over some weeks; their sum is 1. */
function profile(demand: Float64Array, fromWeek: number, toWeek: number): Float64Array {
  const shares = Array.from({ length: days }, () => new Float64Array(toWeek - fromWeek));
  let weeks = 0;
  for (let week = fromWeek; week < toWeek; week += 1) {
    const own = demand.subarray(week * days, (week + 1) * days);
    const sum = own.reduce((total, value) => total + value, 0);
    // A week without sales, or with an unknown day, has no pattern.
    if (!(sum > 0)) continue;
    for (let day = 0; day < days; day += 1) shares[day]![weeks] = own[day]! / sum;
    weeks += 1;
  }
  const medians = Float64Array.from(shares, (values) =>
    valueAtRank(values.subarray(0, weeks).sort(), (weeks - 1) / 2),
  );
  const total = medians.reduce((sum, share) => sum + share, 0);
  return medians.map((share) => share / total);
}
