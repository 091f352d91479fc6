import { Field, Float, ID, Int, ObjectType } from 'type-graphql';

import type { Job, JobCost, JobFailure, JobStatus } from '../../application/jobs/index.ts';
import { JobCostType } from './job-cost.type.ts';
import { jobStatus } from './job.enums.ts';

@ObjectType('JobFailure', { description: 'Why a job, or its last attempt, failed.' })
export class JobFailureType implements Pick<JobFailure, 'message'> {
  @Field(() => String, {
    description:
      'The kind of failure, such as BUDGET_EXCEEDED, DEADLINE_EXCEEDED, HORIZON_TOO_LONG.',
  })
  readonly code!: string;

  @Field(() => String, { description: 'What was found, what was expected and what to do.' })
  readonly message!: string;
}

@ObjectType('JobProgress', {
  description: 'How far a job is. `done` never falls and `revision` always rises.',
})
export class JobProgressType {
  @Field(() => ID, { description: 'Id of the job.' })
  readonly jobId!: string;

  @Field(() => jobStatus, { description: 'Where the job stands.' })
  readonly status!: JobStatus;

  @Field(() => String, {
    description: 'What is being done: `read`, `compute`, `train`, `score`, `forecast`, `write`.',
  })
  readonly stage!: string;

  @Field(() => Int, { description: 'Units of the main work that are done.' })
  readonly done!: number;

  @Field(() => Int, { nullable: true, description: 'All units; null while unknown.' })
  readonly total!: number | null;

  @Field(() => String, {
    description: 'What is counted: `units`, `steps`, `items`; empty while unknown.',
  })
  readonly unit!: string;

  @Field(() => Int, { nullable: true, description: 'Of a backtest: windows that are done.' })
  readonly windowsDone!: number | null;

  @Field(() => Int, { nullable: true, description: 'Of a backtest: all windows.' })
  readonly windowsTotal!: number | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Of a backtest: WAPE of single items of the best model so far.',
  })
  readonly wape!: number | null;

  @Field(() => Float, { nullable: true, description: 'Of a training: the smoothed loss.' })
  readonly loss!: number | null;

  @Field(() => Float, { nullable: true, description: 'Estimated seconds to the end.' })
  readonly secondsLeft!: number | null;

  @Field(() => JobCostType, { description: 'What was used so far.' })
  readonly cost!: JobCost;

  @Field(() => JobFailureType, {
    nullable: true,
    description: 'The last failure, also where another attempt follows.',
  })
  readonly error!: JobFailure | null;

  @Field(() => Int, { description: 'Rises with every change of the job.' })
  readonly revision!: number;
}

/** The progress of a job as the API shows it; its id is resolved to a global one. */
export function progressOf(job: Job, jobId: string): Pick<JobProgressType, keyof JobProgressType> {
  const { status, progress, cost, error, revision } = job;
  return { jobId, status, ...progress, cost, error, revision };
}
