import { type Calendar, dateOf, seasonLength } from '../../calendar/index.ts';
import type { PeriodEvent } from '../../covariates/index.ts';
import type { Span } from '../../hierarchy/index.ts';

/** Something that moves the logarithm of demand: its size in every period of a span. */
export interface Regressor {
  readonly values: Float64Array;
  /** How large its effect is thought to be before any demand is seen: a standard deviation. */
  readonly deviation: number;
}

/** How much of a group's demand lies in a region, 0 .. 1. */
export type ShareOfRegion = (region: string) => number;

const constantDeviation = 10;
const seasonDeviation = 1;
const harmonicDeviation = 0.03;
const eventDeviation = 0.2;
const trendDeviation = 0.5;

const yearHarmonics = 3;
const monthHarmonics = 4;
const periodsOfYear = { hourly: 8_765.82, daily: 365.2425, weekly: 52.1775, monthly: 12 };

/** More names than these are too many to tell apart; the ones that come back most often are kept. */
const mostNames = 60;
/** An event on more than one in so many periods stands for itself: no days before and after it. */
const rareEvery = 20;
const daysAround = [-1, 0, 1] as const;

/**
 * The calendar as regressors: a constant, the season, harmonics of the year and of the month, and every event that
 * took place twice before `end` (an index into the span), with the day before and after rare ones.
 */
export function calendarRegressors(
  calendar: Calendar,
  span: Span,
  end: number,
  events: readonly PeriodEvent[],
  shareOf: ShareOfRegion,
): readonly Regressor[] {
  const { frequency } = calendar;
  const season = seasonLength(frequency);
  const over = (deviation: number, value: (index: number) => number): Regressor => ({
    deviation,
    values: Float64Array.from({ length: span.length }, (_, index) => value(index)),
  });
  const waves = (count: number, phase: (index: number) => number) =>
    Array.from({ length: count }, (_, rank) => [
      over(harmonicDeviation, (index) => Math.sin(2 * Math.PI * (rank + 1) * phase(index))),
      over(harmonicDeviation, (index) => Math.cos(2 * Math.PI * (rank + 1) * phase(index))),
    ]).flat();
  const isInYear = frequency === 'daily' || frequency === 'weekly';
  return [
    over(constantDeviation, () => 1),
    ...Array.from({ length: season }, (_, place) =>
      over(seasonDeviation, (index) => Number(index % season === place)),
    ),
    ...waves(
      isInYear ? yearHarmonics : 0,
      (index) => (span.from + index) / periodsOfYear[frequency],
    ),
    ...waves(
      frequency === 'daily' ? monthHarmonics : 0,
      (index) => dayOfMonth(calendar, span.from + index) / 30.44,
    ),
    ...eventRegressors(frequency === 'daily' ? daysAround : [0], span, end, events, shareOf),
  ];
}

/** A straight line over the span, one unit a year. */
export function trendRegressor(calendar: Calendar, { length }: Span, end: number): Regressor {
  const year = periodsOfYear[calendar.frequency];
  const values = Float64Array.from({ length }, (_, index) => (index - end) / year);
  return { values, deviation: trendDeviation };
}

function eventRegressors(
  around: readonly number[],
  { from, length }: Span,
  end: number,
  events: readonly PeriodEvent[],
  shareOf: ShareOfRegion,
): readonly Regressor[] {
  const byName = new Map<string, Float64Array>();
  for (const { period, name, region } of events) {
    const index = period - from;
    // One period to each side, so that the day before the first event of the span and the day after are seen.
    if (index < -1 || index > length) continue;
    let sizes = byName.get(name);
    if (sizes === undefined) byName.set(name, (sizes = new Float64Array(length + 2)));
    sizes[index + 1] = Math.min(1, sizes[index + 1]! + (region === '' ? 1 : shareOf(region)));
  }
  const counted = [...byName.values()].map((sizes) => ({
    sizes,
    count: sizes.subarray(1, end + 1).reduce((sum, size) => sum + Number(size > 0), 0),
  }));
  const kept = counted
    .filter(({ count }) => count > 1)
    .sort((one, other) => other.count - one.count);
  return kept.slice(0, mostNames).flatMap(({ sizes, count }) =>
    (count * rareEvery > end ? [0] : around).map((shift) => ({
      deviation: eventDeviation,
      values: sizes.slice(1 - shift, 1 - shift + length),
    })),
  );
}

/** Days since the first of the month. */
function dayOfMonth(calendar: Calendar, period: number): number {
  return Number(dateOf(calendar, period).slice(8, 10)) - 1;
}
