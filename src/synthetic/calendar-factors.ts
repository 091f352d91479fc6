import { dateOf, seasonPosition } from '../calendar/index.ts';
import { daily, dayOf } from './days.ts';
import { retailEvents } from './retail-events.ts';
import type { Category, State } from './retail-shape.ts';

/** A dated fact that is known in advance. */
export interface SyntheticEvent {
  /** ISO date, `YYYY-MM-DD`. */
  readonly date: string;
  readonly name: string;
  readonly kind: string;
  /** The state where it applies; empty = everywhere. */
  readonly region: string;
}

/** Factors of the days of a week, 0 Monday .. 6 Sunday, with mean 1. */
const weekdayFactors: Readonly<Record<Category, readonly number[]>> = {
  PANTRY: [0.966, 0.885, 0.87, 0.884, 0.993, 1.202, 1.2],
  LEISURE: [0.941, 0.891, 0.898, 0.907, 1.042, 1.193, 1.128],
  HOME: [0.941, 0.852, 0.848, 0.851, 1.006, 1.272, 1.23],
};

interface YearlySeason {
  /** Logarithmic height of the yearly wave and the day of the year of its peak. */
  readonly wave: number;
  readonly peak: number;
}

const yearlySeasons: Readonly<Record<Category, YearlySeason>> = {
  PANTRY: { wave: 0.045, peak: 195 },
  LEISURE: { wave: 0.075, peak: 125 },
  HOME: { wave: 0.06, peak: 190 },
};

/** Days of the month on which a state pays out food benefits. */
const benefitDays: Readonly<Record<State, readonly number[]>> = {
  WEST: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10],
  SOUTH: [1, 3, 5, 6, 7, 9, 11, 12, 13, 15],
  NORTH: [2, 3, 5, 6, 8, 9, 11, 12, 14, 15],
};

const benefitFactors: Readonly<Record<State, Readonly<Record<Category, number>>>> = {
  WEST: { PANTRY: 1.11, LEISURE: 1.01, HOME: 1.03 },
  SOUTH: { PANTRY: 1.14, LEISURE: 1.01, HOME: 1.03 },
  NORTH: { PANTRY: 1.32, LEISURE: 1.03, HOME: 1.03 },
};

/** Demand of each day relative to an average day: weekday, season of the year, events and benefit days together. */
export function calendarFactors(
  category: Category,
  state: State,
  start: number,
  periods: number,
): Float64Array {
  const season = yearlySeasons[category];
  const factors = new Float64Array(periods);
  for (let day = 0; day < periods; day += 1) {
    const { dayOfMonth, dayOfYear } = dateParts(start + day);
    const wave = season.wave * Math.cos((2 * Math.PI * (dayOfYear - season.peak)) / 365.25);
    const benefit = benefitDays[state].includes(dayOfMonth) ? benefitFactors[state][category] : 1;
    const weekday = weekdayFactors[category][seasonPosition(daily, start + day)]!;
    factors[day] = weekday * Math.exp(wave) * benefit;
  }
  for (const { period, event } of eventDays(start - 7, periods + 14)) {
    for (const { offset, factors: lifts } of event.lifts) {
      const day = period + offset - start;
      if (day >= 0 && day < periods) factors[day]! *= lifts[category];
    }
  }
  return factors;
}

/** The events and benefit days of the days `start` .. `start + periods - 1`, by date. */
export function calendarEvents(start: number, periods: number): readonly SyntheticEvent[] {
  const events: SyntheticEvent[] = [];
  for (const { period, event } of eventDays(start, periods)) {
    const { name, kind } = event;
    events.push({ date: dateOf(daily, period), name, kind, region: '' });
  }
  for (const [state, days] of Object.entries(benefitDays)) {
    for (let period = start; period < start + periods; period += 1) {
      if (!days.includes(dateParts(period).dayOfMonth)) continue;
      const date = dateOf(daily, period);
      events.push({ date, name: 'Benefit day', kind: 'Benefit', region: state });
    }
  }
  return events.sort((a, b) => Number(a.date > b.date) - Number(a.date < b.date));
}

function* eventDays(start: number, periods: number) {
  const firstYear = Number(dateOf(daily, start).slice(0, 4));
  const lastYear = Number(dateOf(daily, start + periods).slice(0, 4));
  for (let year = firstYear; year <= lastYear; year += 1) {
    for (const event of retailEvents) {
      const period = event.on(year);
      if (period >= start && period < start + periods) yield { period, event };
    }
  }
}

function dateParts(period: number): { readonly dayOfMonth: number; readonly dayOfYear: number } {
  const date = dateOf(daily, period);
  const year = Number(date.slice(0, 4));
  return { dayOfMonth: Number(date.slice(8, 10)), dayOfYear: period - dayOf(year, 1, 1) };
}
