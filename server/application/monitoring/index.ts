/** What has changed and what is wrong: checks for drift and their reports; alerts, what is measured for them and what is kept. */
export { AcknowledgeAlert, type AcknowledgeResult } from './acknowledge-alert.ts';
export {
  type Acknowledgement,
  type Alert,
  type AlertKind,
  alertKinds,
  alertSeverities,
  type AlertSeverity,
  type AlertState,
  type AlertTopic,
  type Breach,
  fingerprintOf,
  stateOf,
} from './alert.ts';
export type { AlertUserError, AlertUserErrorCode } from './alert-user-error.ts';
export { CheckDrift } from './check-drift.ts';
export { DataStaleness } from './data-staleness.ts';
export type { DriftCheck, NewDriftCheck } from './drift-check.ts';
export { EvaluateAlerts } from './evaluate-alerts.ts';
export { FailedJobs } from './failed-jobs.ts';
export type { Judgement } from './judge.ts';
export { type AlertFilter, ListAlerts } from './list-alerts.ts';
export { ListDrift } from './list-drift.ts';
export { ModelStaleness } from './model-staleness.ts';
export type { Observation } from './observation.ts';
export type {
  AlertChanges,
  AlertFeed,
  AlertQuery,
  AlertStore,
  DriftStore,
  Findings,
  JobFailureReader,
  JobFailures,
  ObservationSource,
  ServingFacts,
  ServingFactStore,
  ServingSums,
} from './ports.ts';
export { ReportedDrift } from './reported-drift.ts';
export { runbookOf } from './runbook.ts';
export { ServedRequests } from './served-requests.ts';
export { type AnsweredRequest, ServingTally } from './serving-tally.ts';
export type { AlertThresholds } from './thresholds.ts';
export { watchedLevels } from './watched-levels.ts';
