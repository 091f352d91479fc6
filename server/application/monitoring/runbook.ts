import type { AlertKind } from './alert.ts';

const runbooks = {
  ACCURACY: 'accuracy',
  BIAS: 'bias',
  COVERAGE: 'coverage',
  DRIFT: 'drift',
  DEGRADED_RATIO: 'degraded-ratio',
  LATENCY: 'latency',
  DATA_STALE: 'data-stale',
  MODEL_STALE: 'model-stale',
  JOB_FAILED: 'job-failed',
  JOB_MISSED: 'job-missed',
} satisfies Record<AlertKind, string>;

/** The page of the documentation that says what to do about an alert. */
export function runbookOf(kind: AlertKind): string {
  return `docs/runbooks/${runbooks[kind]}.md`;
}
