import type { z } from 'zod';

/** Why an acknowledgement is refused. */
export type AlertUserErrorCode = 'INVALID_INPUT' | 'ALERT_NOT_FOUND' | 'ALERT_RESOLVED';

/** An expected refusal, told to the caller as data. */
export interface AlertUserError {
  /** Path of the input at fault. */
  readonly field: readonly string[];
  readonly message: string;
  readonly code: AlertUserErrorCode;
}

/** The rules of a schema that an input breaks. */
export function alertErrorsOf(issues: readonly z.core.$ZodIssue[]): readonly AlertUserError[] {
  return issues.map(({ path, message }) => ({
    field: path.map(String),
    message: `${message}.`,
    code: 'INVALID_INPUT',
  }));
}
