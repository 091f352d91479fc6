import { Field, ObjectType } from 'type-graphql';

import type {
  PlannedSchedule,
  ScheduleUserError,
  ScheduleUserErrorCode,
} from '../../application/schedules/index.ts';
import { scheduleUserErrorCode } from './schedule.enums.ts';
import { ScheduleType } from './schedule.type.ts';

@ObjectType('ScheduleUserError', { description: 'A refusal that the caller can correct.' })
class ScheduleUserErrorType implements ScheduleUserError {
  @Field(() => [String], { description: 'Path of the field inside `input`.' })
  readonly field!: readonly string[];

  @Field(() => String, { description: 'What was found, what was expected and what to do.' })
  readonly message!: string;

  @Field(() => scheduleUserErrorCode, { description: 'The kind of refusal.' })
  readonly code!: ScheduleUserErrorCode;
}

/** The outcome of a mutation on schedules. */
export interface ScheduleOutcome {
  readonly schedule: PlannedSchedule | null;
  readonly userErrors: readonly ScheduleUserError[];
}

@ObjectType('SchedulePayload', { description: 'The outcome of `setSchedule`, `removeSchedule`.' })
export class SchedulePayload implements ScheduleOutcome {
  @Field(() => ScheduleType, {
    nullable: true,
    description: 'The schedule as it is now, or was before it was removed; null when refused.',
  })
  readonly schedule!: PlannedSchedule | null;

  @Field(() => [ScheduleUserErrorType], {
    description: 'Why nothing was done; empty on success.',
  })
  readonly userErrors!: readonly ScheduleUserError[];
}
