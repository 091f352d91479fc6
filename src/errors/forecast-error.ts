import type { ErrorCode, ErrorDetails } from './error-details.ts';

/**
 * An expected failure. The message says what was found, what was expected and what to do next;
 * it is safe to show to the caller, and so are the details.
 */
export class ForecastError<Code extends ErrorCode = ErrorCode> extends Error {
  override readonly name = 'ForecastError';
  readonly code: Code;
  readonly details: ErrorDetails[Code];

  constructor(code: Code, message: string, details: ErrorDetails[Code], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.details = details;
  }
}

/** Narrows an unknown thrown value to a ForecastError, of one code when `code` is given. */
export function isForecastError<Code extends ErrorCode>(
  error: unknown,
  code?: Code,
): error is ForecastError<Code> {
  return error instanceof ForecastError && (code === undefined || error.code === code);
}
