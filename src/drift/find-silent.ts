import { type Calendar, dateOf } from '../calendar/index.ts';
import type { DriftFinding } from './drift-finding.ts';
import type { DeadRule } from './drift-thresholds.ts';
import { silence } from './silence.ts';
import { periodsPerWeek } from './week-grid.ts';

/** Weeks after which a silence is history and no longer a change. */
const newsWeeks = 26;

/** Something that may have gone silent. */
interface Subject {
  readonly level: string;
  readonly name: string;
  /** Demand up to `last`, in any number of periods. */
  readonly demand: Float64Array;
  readonly last: number;
  readonly calendar: Calendar;
}

/** The finding that a segment or an item is dead, or null. */
export function findSilent(
  { level, name, demand, last, calendar }: Subject,
  rule: DeadRule,
): DriftFinding | null {
  const first = demand.findIndex((value) => value > 0);
  if (first === -1) return null;
  const perWeek = periodsPerWeek(calendar.frequency);
  const found = silence(demand.subarray(first), perWeek);
  if (found === null || found.run > newsWeeks * perWeek) return null;
  const { run, usualGap, expected } = found;
  const leastRun = Math.max(Math.round((rule.days * perWeek) / 7), rule.multiple * usualGap);
  if (run < leastRun || expected < rule.expected) return null;
  const since = last - run + 1;
  return {
    kind: 'DEAD_SEGMENT',
    level,
    segment: name,
    since,
    direction: 'down',
    effect: run / usualGap,
    threshold: leastRun / usualGap,
    detail: `Nothing sold since ${dateOf(calendar, since)}: ${run} periods, where ${expected.toFixed(0)} units were to be expected and the longest gap of the year before was ${usualGap}.`,
  };
}
