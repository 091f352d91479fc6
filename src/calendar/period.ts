import { ForecastError } from '../errors/index.ts';
import { type CivilDate, civilOfDays } from './civil-date.ts';
import { type Calendar, seasonLength } from './frequency.ts';
import { parseDays, parseHour } from './parse-date.ts';

/** ISO weekday of 1970-01-01, a Thursday. */
const weekdayOfDayZero = 4;
const expectedYears = 'a period whose start lies in the years 0000 to 9999';

function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor;
}

/** Days from the start of week 0 to 1970-01-01. */
function daysIntoFirstWeek(calendar: Calendar): number {
  return modulo(weekdayOfDayZero - calendar.weekStartsOn, 7);
}

/**
 * The period that contains a UTC date or time: `YYYY-MM-DD` or `YYYY-MM-DD[ T]HH:mm[:ss][Z]`.
 * A date without a time is its midnight.
 * @throws ForecastError INVALID_DATE for anything else and for days that do not exist.
 */
export function periodOf(calendar: Calendar, isoText: string): number {
  const days = parseDays(isoText);
  switch (calendar.frequency) {
    case 'daily':
      return days;
    case 'hourly':
      return days * 24 + parseHour(isoText);
    case 'weekly':
      return Math.floor((days + daysIntoFirstWeek(calendar)) / 7);
    case 'monthly': {
      const { year, month } = civilOfDays(days);
      return (year - 1970) * 12 + month - 1;
    }
  }
}

/**
 * The ISO start of a period: `YYYY-MM-DD`, for hours `YYYY-MM-DDTHH:00:00Z`. The inverse of `periodOf`.
 * @throws ForecastError INVALID_DATE when the start has no four-digit year.
 */
export function dateOf(calendar: Calendar, period: number): string {
  switch (calendar.frequency) {
    case 'daily':
      return formatDate(civilOfDays(period));
    case 'hourly': {
      const hour = modulo(period, 24);
      return `${formatDate(civilOfDays((period - hour) / 24))}T${padded(hour, 2)}:00:00Z`;
    }
    case 'weekly':
      return formatDate(civilOfDays(period * 7 - daysIntoFirstWeek(calendar)));
    case 'monthly': {
      const month = modulo(period, 12);
      return formatDate({ year: 1970 + (period - month) / 12, month: month + 1, day: 1 });
    }
  }
}

/**
 * Where a period stands in its season, 0 .. seasonLength - 1: the hour of the day, the weekday (0 Monday ..
 * 6 Sunday), the month (0 January), and for weeks, which have no fixed place in a year, the number modulo 52.
 */
export function seasonPosition(calendar: Calendar, period: number): number {
  if (calendar.frequency === 'daily') return modulo(period + weekdayOfDayZero - 1, 7);
  return modulo(period, seasonLength(calendar.frequency));
}

function formatDate({ year, month, day }: CivilDate): string {
  if (!(year >= 0 && year <= 9999)) {
    throw new ForecastError(
      'INVALID_DATE',
      `Found a period in the year ${year}. Give ${expectedYears}.`,
      { value: `year ${year}`, expected: expectedYears },
    );
  }
  return `${padded(year, 4)}-${padded(month, 2)}-${padded(day, 2)}`;
}

function padded(value: number, width: number): string {
  return String(value).padStart(width, '0');
}
