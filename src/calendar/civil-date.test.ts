import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { civilOfDays, daysInMonth, daysOfCivil, isLeapYear } from './civil-date.ts';

describe('civil dates', () => {
  it('agree with the platform calendar on every day that it can format', () => {
    fc.assert(
      fc.property(fc.integer({ min: -719_528, max: 2_932_896 }), (days) => {
        const iso = new Date(days * 86_400_000).toISOString();
        const { year, month, day } = civilOfDays(days);
        const text = [year, month, day].map((part, place) =>
          String(part).padStart(place === 0 ? 4 : 2, '0'),
        );
        expect(iso.startsWith(text.join('-'))).toBe(true);
        expect(daysOfCivil(year, month, day)).toBe(days);
      }),
    );
  });

  it('know leap years', () => {
    expect([1900, 2000, 2023, 2024, 2100].map(isLeapYear)).toEqual([
      false,
      true,
      false,
      true,
      false,
    ]);
    expect([
      daysInMonth(2024, 2),
      daysInMonth(2023, 2),
      daysInMonth(2024, 4),
      daysInMonth(2024, 12),
    ]).toEqual([29, 28, 30, 31]);
  });
});
