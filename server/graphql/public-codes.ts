import { type ErrorCode, type ErrorDetails, isForecastError } from '#core/errors';

import type { ErrorClass } from '../application/request-scope.ts';

/** The small set of codes in `extensions.code`; `extensions.reason` holds the domain's own code. */
type PublicCode =
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'CONFLICT'
  | 'UNPROCESSABLE'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'
  | 'INTERNAL_SERVER_ERROR';

/** What callers are told for each expected failure. A new domain code does not compile without an entry. */
const codeOf = {
  INVALID_INPUT: 'BAD_USER_INPUT',
  LIMIT_EXCEEDED: 'BAD_USER_INPUT',
  INVALID_CURSOR: 'BAD_USER_INPUT',
  INVALID_ID: 'BAD_USER_INPUT',
  INVALID_DATE: 'BAD_USER_INPUT',
  DATASET_NOT_FOUND: 'NOT_FOUND',
  ITEMS_NOT_FOUND: 'NOT_FOUND',
  MODEL_NOT_FOUND: 'NOT_FOUND',
  MODEL_VERSION_NOT_FOUND: 'NOT_FOUND',
  MODEL_VERSION_CONFLICT: 'CONFLICT',
  ARTIFACT_UNUSABLE: 'UNPROCESSABLE',
  SIGNING_KEY_UNUSABLE: 'INTERNAL_SERVER_ERROR',
  LEVEL_NOT_FOUND: 'NOT_FOUND',
  ATTRIBUTE_MISSING: 'UNPROCESSABLE',
  HORIZON_TOO_LONG: 'UNPROCESSABLE',
  BACKTEST_NOT_FOUND: 'NOT_FOUND',
  FORECAST_ISSUE_NOT_FOUND: 'NOT_FOUND',
  LOOK_AHEAD: 'UNPROCESSABLE',
  DATA_UNFIT: 'UNPROCESSABLE',
  SCORES_INCOMPLETE: 'UNPROCESSABLE',
  NO_DATA_AS_OF: 'UNPROCESSABLE',
  DATASET_MISMATCH: 'CONFLICT',
  BAD_ROWS: 'UNPROCESSABLE',
  FILE_UNREADABLE: 'UNPROCESSABLE',
  COLUMN_MISSING: 'UNPROCESSABLE',
  CHECKSUM_MISMATCH: 'UNPROCESSABLE',
  CONFIG_INVALID: 'INTERNAL_SERVER_ERROR',
  DATABASE_UNAVAILABLE: 'UNAVAILABLE',
  DATABASE_UNSUPPORTED: 'UNAVAILABLE',
  EMBEDDED_POSTGRES_FAILED: 'INTERNAL_SERVER_ERROR',
  MIGRATION_FAILED: 'INTERNAL_SERVER_ERROR',
  REQUEST_TIMEOUT: 'UNAVAILABLE',
  SHUTTING_DOWN: 'UNAVAILABLE',
  TENSORFLOW_UNAVAILABLE: 'UNAVAILABLE',
  JOB_NOT_FOUND: 'NOT_FOUND',
  SCENARIO_NOT_FOUND: 'NOT_FOUND',
  IDEMPOTENCY_KEY_REUSED: 'CONFLICT',
  BUDGET_EXCEEDED: 'UNPROCESSABLE',
  DEADLINE_EXCEEDED: 'UNPROCESSABLE',
  JOB_ABANDONED: 'UNPROCESSABLE',
  OVERLOADED: 'UNAVAILABLE',
  MODEL_UNAVAILABLE: 'UNAVAILABLE',
} satisfies Record<ErrorCode, PublicCode>;

const classOf = {
  BAD_USER_INPUT: 'validation',
  NOT_FOUND: 'validation',
  CONFLICT: 'validation',
  UNPROCESSABLE: 'validation',
  RATE_LIMITED: 'limit',
  UNAVAILABLE: 'system',
  INTERNAL_SERVER_ERROR: 'system',
} satisfies Record<PublicCode, ErrorClass>;

const limitReasons: readonly string[] = ['LIMIT_EXCEEDED', 'OVERLOADED'] satisfies ErrorCode[];
const modelReasons: readonly string[] = [
  'MODEL_UNAVAILABLE',
  'ARTIFACT_UNUSABLE',
  'TENSORFLOW_UNAVAILABLE',
] satisfies ErrorCode[];

/** A failure as callers and log lines see it. */
export interface Failure {
  readonly message: string;
  readonly code: string;
  readonly reason: string;
  readonly details: ErrorDetails[ErrorCode] | Readonly<Record<string, never>>;
  readonly errorClass: ErrorClass;
  /** False for our own mistakes and unknown failures, whose text is not for callers. */
  readonly isExpected: boolean;
}

/** Describes anything thrown. What is not a ForecastError hides behind a fixed sentence. */
export function describeFailure(error: unknown): Failure {
  if (!isForecastError(error) || codeOf[error.code] === 'INTERNAL_SERVER_ERROR') return unknown;
  const code = codeOf[error.code];
  return {
    message: error.message,
    code,
    reason: error.code,
    details: error.details,
    errorClass: classOfError(error.code, code),
    isExpected: true,
  };
}

function classOfError(reason: ErrorCode, code: PublicCode): ErrorClass {
  if (limitReasons.includes(reason)) return 'limit';
  return modelReasons.includes(reason) ? 'model' : classOf[code];
}

const unknown: Failure = {
  message:
    'The service failed on its own account, not because of this request. Try again; if it happens again, report the trace id.',
  code: 'INTERNAL_SERVER_ERROR',
  reason: 'INTERNAL_SERVER_ERROR',
  details: {},
  errorClass: 'system',
  isExpected: false,
};
