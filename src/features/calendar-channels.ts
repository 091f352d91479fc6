import {
  type Calendar,
  dateOf,
  type Frequency,
  periodOf,
  seasonPosition,
} from '../calendar/index.ts';
import type { CalendarFeature, CalendarPart } from './feature-spec.ts';

const hours: Calendar = { frequency: 'hourly', weekStartsOn: 1 };
const days: Calendar = { frequency: 'daily', weekStartsOn: 1 };

/** Values that each part takes, and the frequencies that have it. A year has no one-hot: its cycle is a fraction. */
const parts = {
  hour: { positions: 24, frequencies: ['hourly'] },
  weekday: { positions: 7, frequencies: ['hourly', 'daily'] },
  'day-of-month': { positions: 31, frequencies: ['hourly', 'daily'] },
  month: { positions: 12, frequencies: ['hourly', 'daily', 'weekly', 'monthly'] },
  year: { positions: 1, frequencies: ['hourly', 'daily', 'weekly'] },
} satisfies Record<
  CalendarPart,
  { readonly positions: number; readonly frequencies: readonly Frequency[] }
>;

/** Number of values of a part of the date; null where periods of the frequency have no such part. */
export function positionsOf(part: CalendarPart, frequency: Frequency): number | null {
  const { positions, frequencies }: { positions: number; frequencies: readonly Frequency[] } =
    parts[part];
  return frequencies.includes(frequency) ? positions : null;
}

export function calendarChannelNames(features: readonly CalendarFeature[]): readonly string[] {
  return features.flatMap(({ part, encoding }) =>
    encoding === 'circle'
      ? [`${part}.sin`, `${part}.cos`]
      : Array.from({ length: parts[part].positions }, (_, position) => `${part}.${position + 1}`),
  );
}

/**
 * Writes the channels of a period from `offset` on, into zeros. A week stands at its first day. One-hot channels count
 * from 1: the hour from midnight on, Monday, the first of the month, January.
 */
export function writeCalendarChannels(
  features: readonly CalendarFeature[],
  calendar: Calendar,
  period: number,
  into: { readonly values: Float32Array; readonly offset: number },
): void {
  let { offset } = into;
  for (const { part, encoding } of features) {
    const { position, cycle } = placeOf(part, calendar, period);
    if (encoding === 'one-hot') {
      into.values[offset + position] = 1;
      offset += parts[part].positions;
      continue;
    }
    const angle = (2 * Math.PI * position) / cycle;
    into.values[offset] = Math.sin(angle);
    into.values[offset + 1] = Math.cos(angle);
    offset += 2;
  }
}

interface Place {
  /** From 0. */
  readonly position: number;
  /** Length of the cycle in positions: of this month, of this year. */
  readonly cycle: number;
}

function placeOf(part: CalendarPart, calendar: Calendar, period: number): Place {
  const date = dateOf(calendar, period).slice(0, 10);
  const day = periodOf(days, date);
  const [year, month, dayOfMonth] = date.split('-').map(Number) as [number, number, number];
  switch (part) {
    case 'hour':
      return { position: seasonPosition(hours, period), cycle: 24 };
    case 'weekday':
      return { position: seasonPosition(days, day), cycle: 7 };
    case 'day-of-month':
      return { position: dayOfMonth - 1, cycle: daysInMonthOf(day, dayOfMonth) };
    case 'month':
      return { position: month - 1, cycle: 12 };
    case 'year': {
      const newYear = periodOf(days, `${String(year).padStart(4, '0')}-01-01`);
      return { position: day - newYear, cycle: isLeap(newYear) ? 366 : 365 };
    }
  }
}

function daysInMonthOf(day: number, dayOfMonth: number): number {
  // 31 days after the first of a month of 31 days is again a first, of one of 30 days a second, and so on.
  const next = day - dayOfMonth + 1 + 31;
  return 32 - Number(dateOf(days, next).slice(8));
}

function isLeap(newYear: number): boolean {
  return dateOf(days, newYear + 59).endsWith('-02-29');
}
