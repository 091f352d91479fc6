import { Field, Float, Int, ObjectType } from 'type-graphql';

import type { DailyJobCost, JobCost, JobKindName } from '../../application/jobs/index.ts';
import { PeriodDate } from '../scalars/index.ts';
import { jobKind } from './job.enums.ts';

@ObjectType('JobCost', {
  description: 'What a job has used so far, all attempts and all workers together.',
})
export class JobCostType implements JobCost {
  @Field(() => Float, { description: 'CPU seconds of all cores.' })
  readonly cpuSeconds!: number;

  @Field(() => Float, { description: 'Seconds from begin to end of the attempts.' })
  readonly wallSeconds!: number;

  @Field(() => Float, { description: 'Largest memory of a worker while it worked on the job.' })
  readonly peakMemoryBytes!: number;

  @Field(() => Float, { description: 'Values of demand that were read.' })
  readonly valuesRead!: number;

  @Field(() => Float, { description: 'Items times windows.' })
  readonly itemWindows!: number;

  @Field(() => Float, {
    description: 'Estimated by the configured rates, in the currency that they are in.',
  })
  readonly price!: number;
}

@ObjectType('DailyJobCost', {
  description: 'What the jobs of one kind that ended on one day have used.',
})
export class DailyJobCostType implements DailyJobCost {
  @Field(() => PeriodDate, { description: 'The day, UTC.' })
  readonly day!: string;

  @Field(() => jobKind, { description: 'What the jobs do.' })
  readonly kind!: JobKindName;

  @Field(() => Int, { description: 'Jobs that ended, also those that failed or were stopped.' })
  readonly jobs!: number;

  @Field(() => Int, { description: 'Of them, those that did what they were asked for.' })
  readonly succeeded!: number;

  @Field(() => JobCostType, { description: 'Sums; of memory the largest.' })
  readonly cost!: JobCost;
}
