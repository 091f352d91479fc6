import { describe, expect, it } from 'vitest';

import { type Frequency, periodOf } from '../calendar/index.ts';
import { calendarChannelNames, writeCalendarChannels } from './calendar-channels.ts';
import { calendarParts, type CalendarFeature } from './feature-spec.ts';

function channels(
  features: readonly CalendarFeature[],
  frequency: Frequency,
  date: string,
): Readonly<Record<string, number>> {
  const calendar = { frequency, weekStartsOn: 1 };
  const names = calendarChannelNames(features);
  const values = new Float32Array(names.length + 1);
  writeCalendarChannels(features, calendar, periodOf(calendar, date), { values, offset: 1 });
  expect(values[0]).toBe(0);
  return Object.fromEntries(names.map((name, index) => [name, values[index + 1]!]));
}

function ones(values: Readonly<Record<string, number>>): readonly string[] {
  return Object.keys(values).filter((name) => values[name] === 1);
}

const oneHot = (['hour', 'weekday', 'day-of-month', 'month'] as const).map(
  (part) => ({ part, encoding: 'one-hot' }) as const,
);

describe('calendar channels', () => {
  it('have a one for hour, weekday, day and month', () => {
    expect(ones(channels(oneHot, 'hourly', '2026-11-23T18:30:00Z'))).toEqual([
      'hour.19',
      'weekday.1',
      'day-of-month.23',
      'month.11',
    ]);
    expect(ones(channels(oneHot.slice(1), 'daily', '1969-12-31'))).toEqual([
      'weekday.3',
      'day-of-month.31',
      'month.12',
    ]);
  });

  it('place a week by its first day', () => {
    const month = [{ part: 'month', encoding: 'one-hot' }] as const;
    expect(ones(channels(month, 'weekly', '2026-12-02'))).toEqual(['month.11']);
    expect(ones(channels(month, 'monthly', '2026-12-02'))).toEqual(['month.12']);
  });

  it.each([
    ['2024-02-29', 28 / 29, 59 / 366],
    ['2023-02-28', 27 / 28, 58 / 365],
    ['2023-04-30', 29 / 30, 119 / 365],
    ['2023-12-31', 30 / 31, 364 / 365],
    ['1900-03-01', 0, 59 / 365],
  ])('turn the cycles of month and year evenly: %s', (date, ofMonth, ofYear) => {
    const circle = (['day-of-month', 'year'] as const).map(
      (part) => ({ part, encoding: 'circle' }) as const,
    );
    const found = channels(circle, 'daily', date);
    expect(found['day-of-month.sin']).toBeCloseTo(Math.sin(2 * Math.PI * ofMonth), 6);
    expect(found['day-of-month.cos']).toBeCloseTo(Math.cos(2 * Math.PI * ofMonth), 6);
    expect(found['year.sin']).toBeCloseTo(Math.sin(2 * Math.PI * ofYear), 6);
    expect(found['year.cos']).toBeCloseTo(Math.cos(2 * Math.PI * ofYear), 6);
  });

  it('stand on the unit circle', () => {
    const circle = calendarParts.map((part) => ({ part, encoding: 'circle' }) as const);
    const found = channels(circle, 'hourly', '2026-07-04T05:00:00Z');
    for (const part of calendarParts) {
      expect(Math.hypot(found[`${part}.sin`]!, found[`${part}.cos`]!)).toBeCloseTo(1, 6);
    }
  });
});
