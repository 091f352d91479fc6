import type { Frequency } from '../calendar/index.ts';
import { ForecastError } from '../errors/index.ts';
import type { Series } from '../series/index.ts';

/** Weeks that are looked at: the newest ones. */
export const testWeeks = 4;
/** Weeks before them that they are compared with. */
export const referenceWeeks = 8;
/** Weeks to the same season a year before: the same days of the week. */
export const yearWeeks = 52;
/** Weeks without which there is no season of a year before. */
export const seasonWeeks = yearWeeks + testWeeks + referenceWeeks;
/** Weeks that any check looks back: a year of earlier checks, none of which sees the newest weeks. */
const mostWeeks = testWeeks + seasonWeeks;

/** Whole weeks that end with the period of the check, oldest first. */
export interface WeekGrid {
  /** First period of the oldest week. */
  readonly from: number;
  readonly weeks: number;
  readonly periodsPerWeek: number;
  readonly last: number;
}

/** Periods of one week. @throws ForecastError INVALID_INPUT for months. */
export function periodsPerWeek(frequency: Frequency): number {
  switch (frequency) {
    case 'hourly':
      return 168;
    case 'daily':
      return 7;
    case 'weekly':
      return 1;
    case 'monthly': {
      const message =
        'has months; drift is looked for week by week: give a dataset of hours, days or weeks';
      throw new ForecastError('INVALID_INPUT', `The dataset ${message}.`, {
        issues: [{ path: 'dataset', message }],
      });
    }
  }
}

/** The weeks up to `last` that the items cover, as many as checks look at. */
export function weekGrid(items: readonly Series[], frequency: Frequency, last: number): WeekGrid {
  const perWeek = periodsPerWeek(frequency);
  const first = items.reduce(
    (least, { start, values }) => (values.length === 0 ? least : Math.min(least, start)),
    last + 1,
  );
  const weeks = Math.min(mostWeeks, Math.floor((last - first + 1) / perWeek));
  return { from: last - weeks * perWeek + 1, weeks, periodsPerWeek: perWeek, last };
}

/** First period of a week of the grid. */
export function startOfWeek({ from, periodsPerWeek: perWeek }: WeekGrid, week: number): number {
  return from + week * perWeek;
}
