import { describe, expect, it } from 'vitest';

import { dateOf } from '../calendar/index.ts';
import { daily, dayOf, fixedDay, lastWeekday, nthWeekday, shifted } from './days.ts';
import { easter, islamicDay, orthodoxEaster } from './movable-feasts.ts';

const iso = (period: number): string => dateOf(daily, period);

describe('movable feasts', () => {
  it.each([
    [2011, '2011-04-24'],
    [2016, '2016-03-27'],
    [2024, '2024-03-31'],
    [2025, '2025-04-20'],
  ])('finds Easter of %d', (year, date) => {
    expect(iso(easter(year))).toBe(date);
  });

  it.each([
    [2013, '2013-05-05'],
    [2016, '2016-05-01'],
    [2024, '2024-05-05'],
    [2025, '2025-04-20'],
  ])('finds Orthodox Easter of %d', (year, date) => {
    expect(iso(orthodoxEaster(year))).toBe(date);
  });

  it.each([
    [9, 1, '2011-08-01'],
    [9, 1, '2025-03-01'],
    [10, 1, '2024-04-10'],
    [12, 10, '2023-06-28'],
  ])('finds day %d/%d of the Islamic calendar within a day of %s', (month, day, date) => {
    const year = Number(date.slice(0, 4));
    const expected = dayOf(year, Number(date.slice(5, 7)), Number(date.slice(8, 10)));
    expect(Math.abs(islamicDay(month, day)(year) - expected)).toBeLessThanOrEqual(1);
  });
});

describe('day rules', () => {
  it('finds the same date, the nth and the last weekday, and days beside them', () => {
    expect(iso(fixedDay(7, 4)(2023))).toBe('2023-07-04');
    expect(iso(nthWeekday(4, 3, 11)(2024))).toBe('2024-11-28');
    expect(iso(nthWeekday(1, 0, 9)(2025))).toBe('2025-09-01');
    expect(iso(lastWeekday(0, 5)(2016))).toBe('2016-05-30');
    expect(iso(shifted(easter, -46)(2025))).toBe('2025-03-05');
  });
});
