import { GraphQLJSONObject } from 'graphql-scalars';
import { Field, InputType } from 'type-graphql';

import type { JobKindName } from '../../application/jobs/index.ts';
import { jobKind } from '../job/job.enums.ts';

@InputType('SetScheduleInput', { description: 'A schedule to create, or to change by its name.' })
export class SetScheduleInput {
  @Field(() => String, { description: 'Small letters, digits and hyphens.' })
  readonly name!: string;

  @Field(() => String, { description: 'Slug of the dataset.' })
  readonly dataset!: string;

  @Field(() => jobKind, { description: 'What its jobs do; one schedule per dataset and kind.' })
  readonly kind!: JobKindName;

  @Field(() => String, {
    description: 'Minute, hour, day of month, month, day of week, as `30 2 * * 1-5`.',
  })
  readonly cron!: string;

  @Field(() => String, { defaultValue: 'UTC', description: 'Time zone of the times.' })
  readonly timeZone!: string;

  @Field(() => GraphQLJSONObject, {
    nullable: true,
    description: 'What its jobs are asked for besides the dataset, such as `{ horizon: 28 }`.',
  })
  readonly settings?: Readonly<Record<string, unknown>> | null;

  @Field(() => Boolean, { defaultValue: false, description: 'Whether it rests.' })
  readonly isPaused!: boolean;
}

@InputType('RemoveScheduleInput', { description: 'The schedule to remove.' })
export class RemoveScheduleInput {
  @Field(() => String, { description: 'Its name.' })
  readonly name!: string;
}
