import { type Calendar, dateOf } from '../calendar/index.ts';
import type { Series } from '../series/index.ts';
import { itemLevel } from '../hierarchy/index.ts';
import type { DriftFinding } from './drift-finding.ts';
import { knownMean } from './known-mean.ts';
import { periodsPerWeek, referenceWeeks, testWeeks } from './week-grid.ts';

/** Weeks since its first sale in which an item is new. */
const newWeeks = 26;
/** Standard deviations of Poisson demand that the growth must exceed. */
const leastCertainty = 6;

/** The finding that a new item still grows, or null. `least` is in multiples of its earlier demand. */
export function findRamping(
  { key, start, values }: Series,
  {
    last,
    calendar,
    least,
  }: { readonly last: number; readonly calendar: Calendar; readonly least: number },
): DriftFinding | null {
  const perWeek = periodsPerWeek(calendar.frequency);
  const end = last - start + 1;
  const first = values.findIndex((value) => value > 0);
  const age = end - first;
  if (first === -1 || age > newWeeks * perWeek) return null;
  const newest = end - testWeeks * perWeek;
  const from = Math.max(first, newest - referenceWeeks * perWeek);
  // Two weeks tell too little of what came before.
  if (newest - from < 2 * perWeek) return null;
  const before = knownMean(values, from, newest);
  const now = knownMean(values, newest, end);
  const effect = now / before;
  const error = Math.sqrt(before / (newest - from) + before / (end - newest));
  if (!(effect > least) || !(now - before > leastCertainty * error)) return null;
  return {
    kind: 'RAMPING_ITEM',
    level: itemLevel.name,
    segment: key,
    since: start + newest,
    direction: 'up',
    effect,
    threshold: least,
    detail: `New since ${dateOf(calendar, start + first)}: it sells ${effect.toFixed(1)} times what it sold in the weeks before.`,
  };
}
