import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { ForecastError } from '../errors/index.ts';
import { type Calendar, frequencies, seasonLength } from './frequency.ts';
import { dateOf, periodOf, seasonPosition } from './period.ts';

const daily: Calendar = { frequency: 'daily', weekStartsOn: 1 };
const hourly: Calendar = { frequency: 'hourly', weekStartsOn: 1 };
const monthly: Calendar = { frequency: 'monthly', weekStartsOn: 1 };
const weekly = (weekStartsOn: number): Calendar => ({ frequency: 'weekly', weekStartsOn });

const anyCalendar = fc.record<Calendar>({
  frequency: fc.constantFrom(...frequencies),
  weekStartsOn: fc.integer({ min: 1, max: 7 }),
});
/** Periods whose starts have a four-digit year at every frequency. */
const anyPeriod = fc.integer({ min: -20_000, max: 90_000 });

describe('periodOf and dateOf', () => {
  it('are inverses at every frequency', () => {
    fc.assert(
      fc.property(anyCalendar, anyPeriod, (calendar, period) => {
        expect(periodOf(calendar, dateOf(calendar, period))).toBe(period);
      }),
    );
  });

  it('keep the order of time', () => {
    fc.assert(
      fc.property(anyCalendar, anyPeriod, (calendar, period) => {
        expect(dateOf(calendar, period) < dateOf(calendar, period + 1)).toBe(true);
      }),
    );
  });

  it('put 1970-01-01 into period 0 of every calendar', () => {
    fc.assert(
      fc.property(anyCalendar, (calendar) => {
        expect(periodOf(calendar, '1970-01-01')).toBe(0);
      }),
    );
  });

  it('map every date inside a period to it', () => {
    expect(periodOf(monthly, '2024-02-29')).toBe(periodOf(monthly, '2024-02-01'));
    expect(periodOf(monthly, '2024-03-01')).toBe(periodOf(monthly, '2024-02-01') + 1);
    expect(periodOf(hourly, '2024-02-29 13:59:59')).toBe(periodOf(hourly, '2024-02-29T13:00Z'));
    expect(dateOf(hourly, periodOf(hourly, '2024-02-29 13:59'))).toBe('2024-02-29T13:00:00Z');
    expect(periodOf(daily, '2024-02-29T23:59:59Z')).toBe(periodOf(daily, '2024-02-29'));
  });

  it('start a week on the chosen weekday', () => {
    // 2024-05-15 is a Wednesday.
    expect(dateOf(weekly(1), periodOf(weekly(1), '2024-05-15'))).toBe('2024-05-13');
    expect(dateOf(weekly(3), periodOf(weekly(3), '2024-05-15'))).toBe('2024-05-15');
    expect(dateOf(weekly(6), periodOf(weekly(6), '2024-05-15'))).toBe('2024-05-11');
    expect(dateOf(weekly(7), periodOf(weekly(7), '2024-05-15'))).toBe('2024-05-12');
  });

  it('count days before 1970 downwards', () => {
    expect(periodOf(daily, '1969-12-31')).toBe(-1);
    expect(periodOf(hourly, '1969-12-31T23:00Z')).toBe(-1);
    expect(periodOf(monthly, '1969-12-31')).toBe(-1);
    expect(dateOf(daily, periodOf(daily, '0001-03-01'))).toBe('0001-03-01');
  });

  it.each([
    ['', 'not a date'],
    ['2024-5-1', 'not a date'],
    ['2024/05/01', 'not a date'],
    [' 2024-05-01', 'not a date'],
    ['24-05-2001', 'not a date'],
    ['２０２４-05-01', 'not a date'],
    ['2024-00-10', 'no month 0'],
    ['2024-13-01', 'no month 13'],
    ['2024-04-31', 'month 4 of 2024 has 30 days'],
    ['2023-02-29', 'month 2 of 2023 has 28 days'],
    ['1900-02-29', 'has 28 days'],
    ['2024-05-00', 'has 31 days'],
    ['2024-05-01x', 'not a UTC time'],
    ['2024-05-01Z', 'not a UTC time'],
    ['2024-05-01T12', 'not a UTC time'],
    ['2024-05-01T12:00+02:00', 'not a UTC time'],
    ['2024-05-01T12:00:00.5', 'not a UTC time'],
    ['2024-05-01T12:00:0', 'not a UTC time'],
    ['2024-05-01T12.00', 'not a UTC time'],
    ['2024-05-01T24:00', '00:00:00 .. 23:59:59'],
    ['2024-05-01T12:60', '00:00:00 .. 23:59:59'],
    ['2024-05-01T12:00:61Z', '00:00:00 .. 23:59:59'],
  ])('refuse %j: %s', (text, problem) => {
    for (const calendar of [daily, hourly, monthly, weekly(7)]) {
      let thrown: unknown;
      try {
        periodOf(calendar, text);
      } catch (error) {
        thrown = error;
      }
      expect(thrown).toBeInstanceOf(ForecastError);
      expect(thrown).toMatchObject({ code: 'INVALID_DATE', details: { value: text } });
      expect(String(thrown)).toContain(problem);
      expect(String(thrown)).toContain('YYYY-MM-DD');
    }
  });

  it('repeat at most 40 characters of a wrong date', () => {
    expect(() => periodOf(daily, 'x'.repeat(10_000))).toThrow(/^Found "x{40}\.\.\."/);
  });

  it('refuse a period whose start has no four-digit year', () => {
    expect(() => dateOf(daily, 10_000_000)).toThrow('year 29349');
    expect(() => dateOf(monthly, -1970 * 12 - 1)).toThrow('year -1');
  });
});

describe('seasonPosition', () => {
  it('counts weekdays from Monday', () => {
    const week = [
      '2024-05-13',
      '2024-05-14',
      '2024-05-15',
      '2024-05-16',
      '2024-05-17',
      '2024-05-18',
      '2024-05-19',
    ];
    expect(week.map((date) => seasonPosition(daily, periodOf(daily, date)))).toEqual([
      0, 1, 2, 3, 4, 5, 6,
    ]);
  });

  it('is the hour of the day and the month of the year', () => {
    expect(seasonPosition(hourly, periodOf(hourly, '1969-03-04T17:20'))).toBe(17);
    expect(seasonPosition(monthly, periodOf(monthly, '1969-03-04'))).toBe(2);
  });

  it('advances by one a period and repeats after a season', () => {
    fc.assert(
      fc.property(anyCalendar, anyPeriod, (calendar, period) => {
        const length = seasonLength(calendar.frequency);
        const position = seasonPosition(calendar, period);
        expect(position).toBeGreaterThanOrEqual(0);
        expect(position).toBeLessThan(length);
        expect(seasonPosition(calendar, period + 1)).toBe((position + 1) % length);
      }),
    );
  });
});
