import { registerEnumType } from 'type-graphql';

import type {
  AlertKind,
  AlertSeverity,
  AlertState,
  AlertUserErrorCode,
} from '../../application/monitoring/index.ts';

export const alertKind = {
  ACCURACY: 'ACCURACY',
  BIAS: 'BIAS',
  COVERAGE: 'COVERAGE',
  DRIFT: 'DRIFT',
  DEGRADED_RATIO: 'DEGRADED_RATIO',
  LATENCY: 'LATENCY',
  DATA_STALE: 'DATA_STALE',
  MODEL_STALE: 'MODEL_STALE',
  JOB_FAILED: 'JOB_FAILED',
  JOB_MISSED: 'JOB_MISSED',
} satisfies { readonly [Kind in AlertKind]: Kind };

registerEnumType(alertKind, {
  name: 'AlertKind',
  description: 'What an alert is about.',
  valuesConfig: {
    ACCURACY: { description: 'Percent that WAPE is above that of the backtest.' },
    BIAS: { description: 'Percent that forecasts are too high or too low.' },
    COVERAGE: { description: 'Points that the coverage of an interval is off.' },
    DRIFT: { description: 'Percent of segments that drifted.' },
    DEGRADED_RATIO: { description: 'Percent of forecasts that came from a fallback.' },
    LATENCY: { description: 'Milliseconds, 95th percentile.' },
    DATA_STALE: { description: 'Complete periods without data.' },
    MODEL_STALE: { description: 'Days of data that a champion has not seen.' },
    JOB_FAILED: { description: 'Failures of a job since it last succeeded.' },
    JOB_MISSED: { description: 'Minutes that a job is late.' },
  },
});

export const alertSeverity = { WARNING: 'WARNING', CRITICAL: 'CRITICAL' } satisfies {
  readonly [Severity in AlertSeverity]: Severity;
};

registerEnumType(alertSeverity, {
  name: 'AlertSeverity',
  description: 'How far beyond its threshold a value is.',
  valuesConfig: {
    WARNING: { description: 'Above the threshold.' },
    CRITICAL: { description: 'Above twice the threshold.' },
  },
});

export const alertState = {
  OPEN: 'OPEN',
  ACKNOWLEDGED: 'ACKNOWLEDGED',
  RESOLVED: 'RESOLVED',
} satisfies { readonly [State in AlertState]: State };

registerEnumType(alertState, {
  name: 'AlertState',
  description: 'What has become of an alert.',
  valuesConfig: {
    OPEN: { description: 'The condition is there, and nobody has taken it up.' },
    ACKNOWLEDGED: { description: 'The condition is there, and somebody has taken it up.' },
    RESOLVED: { description: 'The condition is no longer there.' },
  },
});

export const alertUserErrorCode = {
  INVALID_INPUT: 'INVALID_INPUT',
  ALERT_NOT_FOUND: 'ALERT_NOT_FOUND',
  ALERT_RESOLVED: 'ALERT_RESOLVED',
} satisfies { readonly [Code in AlertUserErrorCode]: Code };

registerEnumType(alertUserErrorCode, {
  name: 'AlertUserErrorCode',
  description: 'Why an alert was not acknowledged.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A field breaks its documented rules.' },
    ALERT_NOT_FOUND: { description: 'There is no such alert.' },
    ALERT_RESOLVED: { description: 'Its condition is no longer there.' },
  },
});
