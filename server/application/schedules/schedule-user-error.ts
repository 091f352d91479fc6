/** Why a schedule is not set or removed. */
export type ScheduleUserErrorCode =
  | 'INVALID_INPUT'
  | 'INVALID_CRON'
  | 'INVALID_SETTINGS'
  | 'DATASET_NOT_FOUND'
  | 'SCHEDULE_OVERLAPS'
  | 'SCHEDULE_NOT_FOUND';

/** An expected refusal, told to the caller as data. */
export interface ScheduleUserError {
  /** Path of the input at fault. */
  readonly field: readonly string[];
  readonly message: string;
  readonly code: ScheduleUserErrorCode;
}

/** The schedule as it is now, or why nothing was done. */
export interface ScheduleResult<Value> {
  readonly value: Value | null;
  readonly userErrors: readonly ScheduleUserError[];
}

export function refusedSchedule(
  code: ScheduleUserErrorCode,
  field: readonly string[],
  message: string,
): ScheduleResult<never> {
  return { value: null, userErrors: [{ code, field, message }] };
}
