/** What an alert is about. */
export const alertKinds = [
  'ACCURACY',
  'BIAS',
  'COVERAGE',
  'DRIFT',
  'DEGRADED_RATIO',
  'LATENCY',
  'DATA_STALE',
  'MODEL_STALE',
  'JOB_FAILED',
  'JOB_MISSED',
] as const;
export type AlertKind = (typeof alertKinds)[number];

/** `CRITICAL` = more than twice the threshold. */
export const alertSeverities = ['WARNING', 'CRITICAL'] as const;
export type AlertSeverity = (typeof alertSeverities)[number];

/** `OPEN` = the condition is there and nobody has taken it up; `RESOLVED` = it is no longer there. */
export type AlertState = 'OPEN' | 'ACKNOWLEDGED' | 'RESOLVED';

/** What an alert is about; of two alerts with the same topic at most one is unresolved. */
export interface AlertTopic {
  readonly kind: AlertKind;
  /** Slug; null where it concerns the service. */
  readonly dataset: string | null;
  /** A segment, a level, a model or a job; empty for the dataset or the service as a whole. */
  readonly subject: string;
}

/** A threshold that was exceeded. */
export interface Breach extends AlertTopic {
  readonly severity: AlertSeverity;
  /** What was found, in the unit of the threshold. */
  readonly value: number;
  readonly threshold: number;
  /** What was found, what is expected and what to do. */
  readonly message: string;
}

export interface Acknowledgement {
  readonly by: string;
  readonly at: Date;
  readonly note: string;
}

/** A breach as it is kept; value, severity and message are those of the last time that it was seen. */
export interface Alert extends Breach {
  /** Grows with time. */
  readonly id: number;
  /** Path of the page that says what to do. */
  readonly runbook: string;
  readonly raisedAt: Date;
  readonly lastSeenAt: Date;
  readonly timesSeen: number;
  readonly acknowledgement: Acknowledgement | null;
  readonly resolvedAt: Date | null;
}

/** The topic as one text; JSON, so that no two topics share theirs. */
export function fingerprintOf({ kind, dataset, subject }: AlertTopic): string {
  return JSON.stringify([kind, dataset, subject]);
}

export function stateOf({
  resolvedAt,
  acknowledgement,
}: Pick<Alert, 'resolvedAt' | 'acknowledgement'>): AlertState {
  if (resolvedAt !== null) return 'RESOLVED';
  return acknowledgement === null ? 'OPEN' : 'ACKNOWLEDGED';
}
