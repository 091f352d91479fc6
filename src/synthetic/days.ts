import { type Calendar, periodOf, seasonPosition } from '../calendar/index.ts';

/** The calendar of every synthetic dataset. */
export const daily: Calendar = { frequency: 'daily', weekStartsOn: 1 };

/** A rule that names one day in each year, as a daily period. */
export type DayRule = (year: number) => number;

/** The period of a civil date; `month` counts from 1. */
export function dayOf(year: number, month: number, day: number): number {
  const padded = [month, day].map((part) => String(part).padStart(2, '0'));
  return periodOf(daily, [String(year).padStart(4, '0'), ...padded].join('-'));
}

/** The same month and day in every year. */
export function fixedDay(month: number, day: number): DayRule {
  return (year) => dayOf(year, month, day);
}

/** The `nth` (1 = first) given weekday of a month; weekday 0 Monday .. 6 Sunday. */
export function nthWeekday(nth: number, weekday: number, month: number): DayRule {
  return (year) => {
    const first = dayOf(year, month, 1);
    const wait = (weekday - seasonPosition(daily, first) + 7) % 7;
    return first + wait + 7 * (nth - 1);
  };
}

/** The last given weekday of a month of 31 days. */
export function lastWeekday(weekday: number, month: number): DayRule {
  return (year) => {
    const last = dayOf(year, month, 31);
    return last - ((seasonPosition(daily, last) - weekday + 7) % 7);
  };
}

/** A rule moved by a number of days. */
export function shifted(rule: DayRule, days: number): DayRule {
  return (year) => rule(year) + days;
}
