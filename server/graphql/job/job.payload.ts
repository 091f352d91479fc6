import { Field, ObjectType, registerEnumType } from 'type-graphql';

import type { Job } from '../../application/jobs/index.ts';
import { JobType } from './job.type.ts';

const jobUserErrorCode = {
  INVALID_INPUT: 'INVALID_INPUT',
  LIMIT_EXCEEDED: 'LIMIT_EXCEEDED',
  DATASET_NOT_FOUND: 'DATASET_NOT_FOUND',
  MODEL_NOT_FOUND: 'MODEL_NOT_FOUND',
  FORECAST_ISSUE_NOT_FOUND: 'FORECAST_ISSUE_NOT_FOUND',
  JOB_NOT_FOUND: 'JOB_NOT_FOUND',
  IDEMPOTENCY_KEY_REUSED: 'IDEMPOTENCY_KEY_REUSED',
} as const;
export type JobUserErrorCode = keyof typeof jobUserErrorCode;

/** Failures that the caller of a mutation can expect and correct. */
export const jobUserErrorCodes: readonly string[] = Object.keys(jobUserErrorCode);

registerEnumType(jobUserErrorCode, {
  name: 'JobUserErrorCode',
  description: 'Why a job was not started or ended.',
  valuesConfig: {
    INVALID_INPUT: { description: 'A field breaks its documented rules.' },
    LIMIT_EXCEEDED: { description: 'A configured limit was exceeded, such as the largest price.' },
    DATASET_NOT_FOUND: { description: 'There is no such dataset.' },
    MODEL_NOT_FOUND: { description: 'There is no such model.' },
    FORECAST_ISSUE_NOT_FOUND: { description: 'There are no such stored forecasts.' },
    JOB_NOT_FOUND: { description: 'There is no such job.' },
    IDEMPOTENCY_KEY_REUSED: { description: 'The key was used for another request.' },
  },
});

/** A refusal as the payload shows it. */
export interface JobUserError {
  readonly field: readonly string[];
  readonly message: string;
  readonly code: JobUserErrorCode;
}

@ObjectType('JobUserError', { description: 'A refusal that the caller can correct.' })
class JobUserErrorType implements JobUserError {
  @Field(() => [String], {
    description: 'Path of the field inside `input`; empty where it concerns the whole input.',
  })
  readonly field!: readonly string[];

  @Field(() => String, { description: 'What was found, what was expected and what to do.' })
  readonly message!: string;

  @Field(() => jobUserErrorCode, { description: 'The kind of refusal.' })
  readonly code!: JobUserErrorCode;
}

/** The outcome of a mutation on jobs. */
export interface JobOutcome {
  readonly job: Job | null;
  readonly replayed: boolean;
  readonly userErrors: readonly JobUserError[];
}

@ObjectType('JobPayload', {
  description:
    'The outcome of `startBacktest`, `trainModel`, `refreshForecasts`, `exportForecasts` and `cancelJob`.',
})
export class JobPayload implements JobOutcome {
  @Field(() => JobType, { nullable: true, description: 'The job; null when refused.' })
  readonly job!: Job | null;

  @Field(() => Boolean, {
    description: 'True when the idempotency key had started this job before: nothing was started.',
  })
  readonly replayed!: boolean;

  @Field(() => [JobUserErrorType], { description: 'Why nothing was done; empty on success.' })
  readonly userErrors!: readonly JobUserError[];
}
