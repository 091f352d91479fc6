/** The step of a dataset's calendar. */
export const frequencies = ['hourly', 'daily', 'weekly', 'monthly'] as const;
export type Frequency = (typeof frequencies)[number];

/**
 * How periods are numbered. Period 0 contains 1970-01-01T00:00Z; every date is UTC, so that there is
 * no daylight saving time. A weekly period starts on ISO weekday `weekStartsOn` (1 Monday .. 7 Sunday);
 * the field is 1 for every other frequency.
 */
export interface Calendar {
  readonly frequency: Frequency;
  readonly weekStartsOn: number;
}

const seasonLengths = { hourly: 24, daily: 7, weekly: 52, monthly: 12 } satisfies Record<
  Frequency,
  number
>;

/** Periods in the dominant season: a day of hours, a week of days, a year of weeks, a year of months. */
export function seasonLength(frequency: Frequency): number {
  return seasonLengths[frequency];
}
