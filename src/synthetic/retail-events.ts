import { type DayRule, fixedDay, lastWeekday, nthWeekday, shifted } from './days.ts';
import { easter, islamicDay, orthodoxEaster } from './movable-feasts.ts';
import type { Category } from './retail-shape.ts';

/** Factors on demand on one day around an event. */
export interface EventLift {
  /** Days after the event; negative before it. */
  readonly offset: number;
  readonly factors: Readonly<Record<Category, number>>;
}

/** A yearly event that moves demand. */
export interface RetailEvent {
  readonly name: string;
  readonly kind: 'National' | 'Sporting' | 'Cultural' | 'Religious';
  readonly on: DayRule;
  readonly lifts: readonly EventLift[];
}

const monday = 0;
const thursday = 3;
const sunday = 6;

function lift(offset: number, pantry: number, leisure: number, home: number): EventLift {
  return { offset, factors: { PANTRY: pantry, LEISURE: leisure, HOME: home } };
}

const ramadan = islamicDay(9, 1);
const finals = nthWeekday(1, thursday, 6);

/** Events in the order of the year. On Christmas Day the stores are closed: every factor is 0. */
export const retailEvents: readonly RetailEvent[] = [
  {
    name: 'New Year',
    kind: 'National',
    on: fixedDay(1, 1),
    lifts: [lift(-1, 1.15, 1.05, 1.1), lift(0, 0.85, 0.85, 1.1)],
  },
  {
    name: 'Martin Luther King Day',
    kind: 'National',
    on: nthWeekday(3, monday, 1),
    lifts: [lift(0, 1, 1, 1.1)],
  },
  {
    name: 'Super Bowl',
    kind: 'Sporting',
    on: nthWeekday(1, sunday, 2),
    lifts: [lift(-1, 1.14, 1.05, 1.02), lift(0, 1.1, 0.9, 0.88)],
  },
  {
    name: "Valentine's Day",
    kind: 'Cultural',
    on: fixedDay(2, 14),
    lifts: [lift(-1, 1.18, 1.06, 1), lift(0, 1, 0.85, 0.85)],
  },
  {
    name: "Presidents' Day",
    kind: 'National',
    on: nthWeekday(3, monday, 2),
    lifts: [lift(0, 1.04, 1.15, 1.12)],
  },
  {
    name: "St Patrick's Day",
    kind: 'Cultural',
    on: fixedDay(3, 17),
    lifts: [lift(-1, 1.05, 1, 1), lift(0, 0.97, 0.95, 0.98)],
  },
  {
    name: 'Lent Start',
    kind: 'Religious',
    on: shifted(easter, -46),
    lifts: [lift(0, 1.05, 1, 1)],
  },
  {
    name: 'Easter',
    kind: 'Religious',
    on: easter,
    lifts: [lift(-2, 1.15, 1, 1.08), lift(-1, 1.2, 1, 1.02), lift(0, 0.85, 0.85, 0.75)],
  },
  {
    name: 'Orthodox Easter',
    kind: 'Religious',
    on: orthodoxEaster,
    lifts: [lift(-1, 1.03, 1, 1)],
  },
  {
    name: 'Cinco de Mayo',
    kind: 'Cultural',
    on: fixedDay(5, 5),
    lifts: [lift(-1, 1.08, 1, 1), lift(0, 1.06, 1, 1)],
  },
  {
    name: "Mother's Day",
    kind: 'Cultural',
    on: nthWeekday(2, sunday, 5),
    lifts: [lift(-1, 1.1, 1.03, 1), lift(0, 0.95, 0.85, 0.82)],
  },
  {
    name: 'Memorial Day',
    kind: 'National',
    on: lastWeekday(monday, 5),
    lifts: [lift(-2, 1.08, 1, 1.04), lift(-1, 1.1, 1, 1.05), lift(0, 1, 0.92, 1.07)],
  },
  {
    name: 'Basketball Finals Start',
    kind: 'Sporting',
    on: finals,
    lifts: [lift(0, 1.04, 1, 1)],
  },
  {
    name: 'Basketball Finals End',
    kind: 'Sporting',
    on: shifted(finals, 14),
    lifts: [lift(0, 1.03, 1, 1)],
  },
  {
    name: "Father's Day",
    kind: 'Cultural',
    on: nthWeekday(3, sunday, 6),
    lifts: [lift(-1, 1.05, 1.08, 1.02), lift(0, 0.92, 0.93, 0.87)],
  },
  {
    name: 'Independence Day',
    kind: 'National',
    on: fixedDay(7, 4),
    lifts: [lift(-2, 1.08, 1.02, 1.1), lift(-1, 1.28, 1.15, 1.2), lift(0, 1.02, 0.8, 0.85)],
  },
  {
    name: 'Labor Day',
    kind: 'National',
    on: nthWeekday(1, monday, 9),
    lifts: [lift(-1, 1.04, 1, 1), lift(0, 1.2, 0.98, 1.2)],
  },
  {
    name: 'Columbus Day',
    kind: 'National',
    on: nthWeekday(2, monday, 10),
    lifts: [lift(0, 1.05, 1.1, 1.04)],
  },
  {
    name: 'Halloween',
    kind: 'Cultural',
    on: fixedDay(10, 31),
    lifts: [lift(-1, 1.04, 1.2, 1.03), lift(0, 0.92, 1.05, 0.92)],
  },
  {
    name: 'Veterans Day',
    kind: 'National',
    on: fixedDay(11, 11),
    lifts: [lift(0, 1.05, 1, 1)],
  },
  {
    name: 'Thanksgiving',
    kind: 'National',
    on: nthWeekday(4, thursday, 11),
    lifts: [
      lift(-2, 1.15, 1, 1.06),
      lift(-1, 1.38, 1.05, 1.18),
      lift(0, 0.77, 0.5, 0.6),
      lift(1, 0.68, 0.85, 0.9),
    ],
  },
  {
    name: 'Christmas',
    kind: 'National',
    on: fixedDay(12, 25),
    lifts: [
      lift(-2, 1.1, 1.3, 1.05),
      lift(-1, 0.98, 0.95, 0.82),
      lift(0, 0, 0, 0),
      lift(1, 0.88, 1.05, 1.1),
    ],
  },
  { name: 'Ramadan Starts', kind: 'Religious', on: ramadan, lifts: [lift(0, 1.01, 1, 1)] },
  { name: 'Eid al-Fitr', kind: 'Religious', on: islamicDay(10, 1), lifts: [lift(0, 1.01, 1, 1)] },
  { name: 'Eid al-Adha', kind: 'Religious', on: islamicDay(12, 10), lifts: [lift(0, 1.02, 1, 1)] },
];
