/**
 * Drift: what has changed in a dataset, by the same season of the year before and by effect sizes. `detectDrift` checks one
 * state of the data; the thresholds were calibrated (docs/monitoring.md).
 */
export { detectDrift } from './detect-drift.ts';
export type { DriftData } from './drift-data.ts';
export {
  type DriftDirection,
  type DriftFinding,
  type DriftKind,
  driftKinds,
} from './drift-finding.ts';
export type { DriftReport, LevelDrift } from './drift-report.ts';
export { type DriftThresholds, driftThresholds } from './drift-thresholds.ts';
