import { isForecastError } from '#core/errors';

import { redactText } from './redact.ts';

/** A thrown value as plain data for a log line. */
export interface DescribedError {
  readonly type: string;
  readonly code?: string;
  readonly message: string;
  readonly stack?: string;
  readonly cause?: DescribedError;
}

const deepestCause = 5;

/** The domain code, the code of a system error (`ECONNREFUSED`, a SQLSTATE) or the class name. */
export function errorType(error: unknown): string {
  if (isForecastError(error)) return error.code;
  if (!(error instanceof Error)) return typeof error;
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}

/** Describes any thrown value, with its causes, without credentials. */
export function describeError(error: unknown, depth = 0): DescribedError {
  if (!(error instanceof Error)) return { type: typeof error, message: redactText(textOf(error)) };
  const code = errorType(error);
  return {
    type: error.name,
    ...(code === error.name ? {} : { code }),
    message: redactText(error.message),
    ...(error.stack === undefined ? {} : { stack: redactText(error.stack) }),
    ...(error.cause === undefined || depth === deepestCause
      ? {}
      : { cause: describeError(error.cause, depth + 1) }),
  };
}

/** What is thrown or told may be a plain copy of an error, as pg-boss makes them. */
function textOf(value: unknown): string {
  const isCopy = typeof value === 'object' && value !== null && 'message' in value;
  return String(isCopy ? value.message : value);
}
