import { GraphQLDateTimeISO, GraphQLJSONObject } from 'graphql-scalars';
import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { Job, JobFailure, JobKindName, JobStatus } from '../../application/jobs/index.ts';
import { NodeType } from '../node/node.type.ts';
import { JobCostType } from './job-cost.type.ts';
import { JobFailureType } from './job-progress.type.ts';
import { jobKind, jobStatus } from './job.enums.ts';

type Plain = Omit<
  Job,
  'id' | 'dataset' | 'progress' | 'result' | 'traceparent' | 'revision' | 'idempotencyKey'
>;

@ObjectType('Job', {
  implements: NodeType,
  description:
    'Work that takes long: a backtest, a training, a refresh of forecasts or an export. Workers compute it, and go on where one of them died.',
})
export class JobType implements Plain {
  @Field(() => jobKind, { description: 'What it does.' })
  readonly kind!: JobKindName;

  @Field(() => GraphQLJSONObject, {
    description: 'What it was started with, with every default filled in.',
  })
  readonly input!: unknown;

  @Field(() => jobStatus, { description: 'Where it stands.' })
  readonly status!: JobStatus;

  @Field(() => Int, { description: 'Higher starts first, -10 to 10.' })
  readonly priority!: number;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When it is stopped if it is not done.',
  })
  readonly deadline!: Date | null;

  @Field(() => Float, { nullable: true, description: 'Price at which it is stopped.' })
  readonly budget!: number | null;

  @Field(() => Int, { description: 'How often a worker has begun it.' })
  readonly attempts!: number;

  @Field(() => JobCostType, { description: 'What it has used so far.' })
  readonly cost!: JobCostType;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When its end was asked for.',
  })
  readonly cancelRequestedAt!: Date | null;

  @Field(() => JobFailureType, {
    nullable: true,
    description: 'The last failure, also where another attempt follows.',
  })
  readonly error!: JobFailure | null;

  @Field(() => GraphQLDateTimeISO, { description: 'When it was started by its caller.' })
  readonly createdAt!: Date;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When a worker began it.' })
  readonly startedAt!: Date | null;

  @Field(() => GraphQLDateTimeISO, { nullable: true, description: 'When it ended.' })
  readonly finishedAt!: Date | null;
}
