/** What has changed in the data: checks for drift, and the reports that are kept of them. */
export { CheckDrift } from './check-drift.ts';
export type { DriftCheck, NewDriftCheck } from './drift-check.ts';
export { ListDrift } from './list-drift.ts';
export type { DriftStore } from './ports.ts';
