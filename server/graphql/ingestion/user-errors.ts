import { type ErrorCode, isForecastError } from '#core/errors';

/** The domain errors that a mutation returns as data; every other one is a top-level error. */
export const userErrorCode = {
  INVALID_INPUT: 'INVALID_INPUT',
  INVALID_DATE: 'INVALID_DATE',
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  BAD_ROWS: 'BAD_ROWS',
  DATASET_NOT_FOUND: 'DATASET_NOT_FOUND',
  DATASET_MISMATCH: 'DATASET_MISMATCH',
  ITEMS_NOT_FOUND: 'ITEMS_NOT_FOUND',
} as const satisfies Partial<{ readonly [Code in ErrorCode]: Code }>;
export type UserErrorCode = keyof typeof userErrorCode;

export interface UserError {
  readonly field: readonly string[] | null;
  readonly message: string;
  readonly code: UserErrorCode;
}

/** The refusals in `error`, one per broken rule; rethrows what a caller cannot correct. */
export function userErrorsOf(error: unknown): readonly UserError[] {
  if (!isForecastError(error) || !isUserErrorCode(error.code)) throw error;
  const { code, message } = error;
  if (isForecastError(error, 'INVALID_INPUT') && error.details.issues.length > 0) {
    return error.details.issues.map((issue) => ({
      field: issue.path === '' ? null : issue.path.split('.'),
      message: issue.message,
      code,
    }));
  }
  return [{ field: null, message, code }];
}

function isUserErrorCode(code: ErrorCode): code is UserErrorCode {
  return code in userErrorCode;
}
