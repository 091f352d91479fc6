/** Periods as integers: how dates become period numbers, and where a period stands in its season. */
export { type Calendar, frequencies, type Frequency, seasonLength } from './frequency.ts';
export { dateOf, periodOf, seasonPosition } from './period.ts';
