import { describe, expect, it } from 'vitest';

import { calendarEvents, calendarFactors } from './calendar-factors.ts';
import { dayOf } from './days.ts';

const start = dayOf(2023, 1, 1);
const periods = 1096;
const at = (month: number, day: number): number => dayOf(2024, month, day) - start;

describe('calendarFactors', () => {
  it('closes the stores on Christmas Day and only then', () => {
    const factors = calendarFactors('PANTRY', 'WEST', start, periods);
    const closed = [...factors.keys()].filter((day) => factors[day] === 0);
    expect(closed).toEqual([2023, 2024, 2025].map((year) => dayOf(year, 12, 25) - start));
  });

  it('sells more food on weekends, on benefit days and before Thanksgiving', () => {
    const factors = calendarFactors('PANTRY', 'NORTH', start, periods);
    expect(factors[at(7, 20)]).toBeGreaterThan(factors[at(7, 23)]! * 1.2);
    // Two Tuesdays: the 9th pays benefits, the 16th does not.
    expect(factors[at(4, 9)]).toBeGreaterThan(factors[at(4, 16)]! * 1.25);
    expect(factors[at(11, 27)]).toBeGreaterThan(factors[at(11, 20)]! * 1.3);
  });

  it('gives the same day the same factor in a shorter span', () => {
    const long = calendarFactors('HOME', 'SOUTH', start, periods);
    const short = calendarFactors('HOME', 'SOUTH', start + 358, 20);
    expect([...short]).toEqual([...long.subarray(358, 378)]);
  });
});

describe('calendarEvents', () => {
  it('lists each event once a year by date, and ten benefit days a month in each state', () => {
    const events = calendarEvents(start, periods);
    expect(events.map(({ date }) => date)).toEqual(events.map(({ date }) => date).toSorted());
    expect(events.filter(({ name }) => name === 'Thanksgiving').map(({ date }) => date)).toEqual([
      '2023-11-23',
      '2024-11-28',
      '2025-11-27',
    ]);
    expect(new Set(events.map(({ date, name, region }) => `${date} ${name} ${region}`)).size).toBe(
      events.length,
    );
    for (const state of ['WEST', 'SOUTH', 'NORTH']) {
      expect(events.filter(({ region }) => region === state)).toHaveLength(36 * 10);
    }
    expect(new Set(events.map(({ kind }) => kind))).toEqual(
      new Set(['National', 'Sporting', 'Cultural', 'Religious', 'Benefit']),
    );
  });
});
