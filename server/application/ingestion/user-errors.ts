import type { z } from 'zod';

/** Why an update is refused. */
export type UserErrorCode =
  'INVALID_INPUT' | 'INVALID_DATE' | 'LIMIT_EXCEEDED' | 'DATASET_NOT_FOUND' | 'ITEMS_NOT_FOUND';

/** An expected refusal, told to the caller as data. */
export interface UserError {
  /** Path of the input at fault, such as `['updates', '3', 'start']`; empty for the input as a whole. */
  readonly field: readonly string[];
  readonly message: string;
  readonly code: UserErrorCode;
}

const mostErrors = 20;

/** At most 20 errors; the last one then says how many more there are. */
export function firstErrors(errors: readonly UserError[]): readonly UserError[] {
  if (errors.length <= mostErrors) return errors;
  const shown = errors.slice(0, mostErrors - 1);
  const { code } = errors[shown.length]!;
  return [
    ...shown,
    { field: [], message: `${errors.length - shown.length} more errors like these.`, code },
  ];
}

/** The rules of a schema that an input breaks. */
export function errorsOfIssues(issues: z.core.$ZodIssue[]): readonly UserError[] {
  return issues.map(({ path, message }) => ({
    field: path.map(String),
    message: `${message}.`,
    code: 'INVALID_INPUT',
  }));
}
