import { GraphQLDateTimeISO, GraphQLJSONObject } from 'graphql-scalars';
import { Field, ObjectType } from 'type-graphql';

import type { JobKindName } from '../../application/jobs/index.ts';
import type {
  PlannedSchedule,
  RunOutcome,
  ScheduleRun,
} from '../../application/schedules/index.ts';
import { jobKind } from '../job/job.enums.ts';
import { runOutcome } from './schedule.enums.ts';

@ObjectType('ScheduleRun', { description: 'What became of one planned time.' })
export class ScheduleRunType implements Pick<ScheduleRun, 'plannedAt' | 'outcome' | 'detail'> {
  @Field(() => GraphQLDateTimeISO, { description: 'The planned time.' })
  readonly plannedAt!: Date;

  @Field(() => runOutcome, { description: 'What became of it.' })
  readonly outcome!: RunOutcome;

  @Field(() => String, {
    nullable: true,
    description: 'Why nothing was started; null where something was.',
  })
  readonly detail!: string | null;
}

/** The dataset has a resolver. */
type Plain = Pick<
  PlannedSchedule,
  'name' | 'kind' | 'cron' | 'timeZone' | 'settings' | 'isPaused' | 'nextRunAt' | 'lastRun'
>;

@ObjectType('Schedule', { description: 'Jobs of one kind on one dataset, by the clock.' })
export class ScheduleType implements Plain {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;

  @Field(() => jobKind, { description: 'What its jobs do.' })
  readonly kind!: JobKindName;

  @Field(() => String, {
    description: 'Minute, hour, day of month, month, day of week.',
  })
  readonly cron!: string;

  @Field(() => String, { description: 'Time zone of the times, such as Europe/Berlin.' })
  readonly timeZone!: string;

  @Field(() => GraphQLJSONObject, { description: 'What its jobs are asked for.' })
  readonly settings!: Readonly<Record<string, unknown>>;

  @Field(() => Boolean, { description: 'Whether it rests.' })
  readonly isPaused!: boolean;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'The next planned time; null while it rests.',
  })
  readonly nextRunAt!: Date | null;

  @Field(() => ScheduleRunType, {
    nullable: true,
    description: 'The newest planned time that was seen; null before the first.',
  })
  readonly lastRun!: ScheduleRun | null;
}
