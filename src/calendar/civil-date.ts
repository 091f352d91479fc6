const daysBeforeMonth = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;
const daysTo1970 = 719_162;

/** A day of the proleptic Gregorian calendar: `month` 1 .. 12, `day` 1 .. 31. */
export interface CivilDate {
  readonly year: number;
  readonly month: number;
  readonly day: number;
}

export function isLeapYear(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days from 1970-01-01 to a valid date; negative before. Scalars, because it runs once per imported row. */
export function daysOfCivil(year: number, month: number, day: number): number {
  const past = year - 1;
  const leapDays = Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400);
  const thisLeapDay = month > 2 && isLeapYear(year) ? 1 : 0;
  return past * 365 + leapDays + daysBeforeMonth[month - 1]! + thisLeapDay + day - 1 - daysTo1970;
}

/** The date that lies `days` after 1970-01-01: the inverse of `daysOfCivil`. */
export function civilOfDays(days: number): CivilDate {
  let year = 1970 + Math.floor(days / 365.2425);
  while (daysOfCivil(year, 1, 1) > days) year -= 1;
  while (daysOfCivil(year + 1, 1, 1) <= days) year += 1;
  let month = 12;
  while (daysOfCivil(year, month, 1) > days) month -= 1;
  return { year, month, day: days - daysOfCivil(year, month, 1) + 1 };
}
