import type { ShiftRule } from './drift-thresholds.ts';
import { knownMean } from './known-mean.ts';
import { leastChecks, usualSize } from './usual-size.ts';
import { referenceWeeks, testWeeks, yearWeeks } from './week-grid.ts';

/** Standard errors by which a CUSUM forgets each week: half of a shift of one. */
const allowance = 0.5;
/** Times as large must a shift be where there is no year before to tell the season from it. */
const withoutSeason = 1.5;

/** A shift of a weekly figure: positive goes up. */
export interface Shift {
  readonly effect: number;
  /** Weeks that it has lasted, the newest included. */
  readonly weeks: number;
}

/** Weeks of history without which no shift is looked for. */
export const leastWeeksForShift = testWeeks + leastChecks - 1 + testWeeks + referenceWeeks;

/**
 * The shift in the newest weeks of a figure that is added to (a logarithm, a share), or null. `values` is one value per
 * week, oldest first, NaN = unknown; `segments` is how many are looked at together.
 *
 * The forecast of the newest weeks is the mean of the weeks before them. Its errors are standardised by those that the same
 * forecast made at the same lead time in earlier checks, and a two-sided CUSUM adds them up (E. S. Page, Biometrika 41,
 * 1954). What crosses the decision must also be large, now and after the change of the same weeks a year before is taken
 * away: the first keeps the echo of last year's shift out, the second the season. The decision grows by the logarithm of the
 * number of segments, because a CUSUM of allowance k gives false alarms in proportion to exp(-2 k h).
 */
export function seasonalShift(
  values: Float64Array,
  rule: ShiftRule,
  segments: number,
): Shift | null {
  const end = values.length;
  const spread = spreads(values, rule.leastSpread);
  if (spread === null) return null;
  const decision = rule.decision + Math.max(0, Math.log(segments / 10) / (2 * allowance));
  const now = errorsAt(values, end);
  const before =
    end - yearWeeks >= testWeeks + referenceWeeks ? errorsAt(values, end - yearWeeks) : null;
  for (const sign of [1, -1]) {
    const { sum, onset } = cusum(now, spread, sign);
    if (!(sum > decision) || testWeeks - onset < rule.leastWeeks) continue;
    const raw = sign * knownMean(now, onset, testWeeks);
    const season = before === null ? Number.NaN : sign * knownMean(before, onset, testWeeks);
    const isUnknown = Number.isNaN(season);
    const change = isUnknown ? raw : Math.min(raw, raw - season);
    const least = isUnknown ? withoutSeason * rule.effect : rule.effect;
    if (change > least) return { effect: sign * change, weeks: testWeeks - onset };
  }
  return null;
}

/** Errors of the weeks before `end`, one per lead time. */
function errorsAt(values: Float64Array, end: number): Float64Array {
  const expected = knownMean(values, end - testWeeks - referenceWeeks, end - testWeeks);
  return values.slice(end - testWeeks, end).map((value) => value - expected);
}

/** How large errors are at each lead time, by earlier checks that saw nothing of the newest weeks; null where these are few. */
function spreads(values: Float64Array, least: number): Float64Array | null {
  const newest = values.length - testWeeks;
  const checks: Float64Array[] = [];
  for (let end = newest; end >= testWeeks + referenceWeeks && newest - end < yearWeeks; end -= 1) {
    checks.push(errorsAt(values, end));
  }
  const spread = new Float64Array(testWeeks);
  for (let lead = 0; lead < testWeeks; lead += 1) {
    const size = usualSize(checks.map((errors) => errors[lead]!));
    if (size === null) return null;
    spread[lead] = Math.max(least, size);
  }
  return spread;
}

/** The sum of errors to one side at the end, and the week in which it began to grow. */
function cusum(
  errors: Float64Array,
  spread: Float64Array,
  sign: number,
): { readonly sum: number; readonly onset: number } {
  let sum = 0;
  let onset = 0;
  for (let lead = 0; lead < errors.length; lead += 1) {
    if (Number.isNaN(errors[lead]!)) continue;
    if (sum === 0) onset = lead;
    sum = Math.max(0, sum + (sign * errors[lead]!) / spread[lead]! - allowance);
  }
  return { sum, onset };
}
