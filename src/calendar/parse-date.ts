import { ForecastError } from '../errors/index.ts';
import { daysInMonth, daysOfCivil } from './civil-date.ts';

const zero = 48;
const colon = 58;
const dash = 45;
const space = 32;
const letterT = 84;
const letterZ = 90;
const dateLength = 10;

const expected = 'a UTC date YYYY-MM-DD, or a date and time YYYY-MM-DDTHH:mm[:ss][Z]';

function invalid(text: string, problem: string): ForecastError<'INVALID_DATE'> {
  const value = text.length > 40 ? `${text.slice(0, 40)}...` : text;
  return new ForecastError(
    'INVALID_DATE',
    `Found ${JSON.stringify(value)}: ${problem}. Give ${expected}.`,
    { value, expected },
  );
}

/** The number written by `count` ASCII digits from `from`, or -1 where one of them is not a digit. */
function digits(text: string, from: number, count: number): number {
  let number = 0;
  for (let index = from; index < from + count; index += 1) {
    const digit = text.charCodeAt(index) - zero;
    if (digit >= 0 && digit <= 9) number = number * 10 + digit;
    else return -1;
  }
  return number;
}

/**
 * Days since 1970-01-01 of the date at the head of `text`. Reads character codes, with no expression or Date,
 * because imports call it once per row.
 * @throws ForecastError INVALID_DATE
 */
export function parseDays(text: string): number {
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 2);
  const day = digits(text, 8, 2);
  const shaped = text.charCodeAt(4) === dash && text.charCodeAt(7) === dash;
  if (!shaped || year < 0 || month < 0 || day < 0) throw invalid(text, 'it is not a date');
  if (month < 1 || month > 12) throw invalid(text, `there is no month ${month}`);
  if (day < 1 || day > daysInMonth(year, month)) {
    throw invalid(text, `month ${month} of ${year} has ${daysInMonth(year, month)} days`);
  }
  if (text.length > dateLength) parseHour(text);
  return daysOfCivil(year, month, day);
}

/**
 * The hour 0 .. 23 of a date with a time, 0 of a bare date. The date itself is not looked at.
 * @throws ForecastError INVALID_DATE
 */
export function parseHour(text: string): number {
  if (text.length === dateLength) return 0;
  const separator = text.charCodeAt(dateLength);
  const end = text.charCodeAt(text.length - 1) === letterZ ? text.length - 1 : text.length;
  const hour = digits(text, 11, 2);
  const minute = digits(text, 14, 2);
  const second = end === 19 ? digits(text, 17, 2) : 0;
  const shaped =
    (separator === letterT || separator === space) &&
    text.charCodeAt(13) === colon &&
    (end === 16 || (end === 19 && text.charCodeAt(16) === colon));
  if (!shaped || hour < 0 || minute < 0 || second < 0) {
    throw invalid(text, 'what follows the date is not a UTC time');
  }
  if (hour > 23 || minute > 59 || second > 59) {
    throw invalid(text, 'the time is not in 00:00:00 .. 23:59:59');
  }
  return hour;
}
