import { GraphQLDateTimeISO } from 'graphql-scalars';
import { Field, Float, ID, InputType, Int } from 'type-graphql';

import type { ExportFormat } from '../../application/forecast-exports/index.ts';
import type { JobKindName, JobStatus } from '../../application/jobs/index.ts';
import { exportFormat } from '../forecast-issue/forecast-export.type.ts';
import { jobKind, jobStatus } from './job.enums.ts';

/** On what terms a job is started; every input that starts one has them. */
@InputType()
abstract class JobTermsInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A key of your own, such as a UUID: the same request again with the same key answers the same job.',
  })
  readonly idempotencyKey?: string | null;

  @Field(() => Int, { defaultValue: 0, description: 'Higher starts first, -10 to 10.' })
  readonly priority!: number;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'When the job is stopped if it is not done.',
  })
  readonly deadline?: Date | null;

  @Field(() => Float, {
    nullable: true,
    description: 'Price at which the job is stopped, in the currency of the configured rates.',
  })
  readonly budget?: number | null;
}

@InputType('StartBacktestInput', { description: 'A backtest to compute.' })
export class StartBacktestInput extends JobTermsInput {
  @Field(() => String, { description: 'Slug of the dataset.' })
  readonly dataset!: string;

  @Field(() => [String], {
    nullable: true,
    description: 'Names of models; all that there are when left out.',
  })
  readonly models?: readonly string[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Periods ahead; `limits.defaultHorizon` when left out.',
  })
  readonly horizon?: number | null;

  @Field(() => Int, { nullable: true, description: 'Number of cutoffs; 6 when left out.' })
  readonly windows?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Distance of cutoffs in periods; the horizon when left out.',
  })
  readonly stepSize?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'New parameters every so many windows; 1 when left out.',
  })
  readonly refit?: number | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Periods of history that models see; all when left out.',
  })
  readonly inputSize?: number | null;

  @Field(() => [Float], {
    nullable: true,
    description: 'Quantile levels between 0 and 1; those of M5, 0.1 and 0.9 when left out.',
  })
  readonly quantileLevels?: readonly number[] | null;

  @Field(() => [String], {
    nullable: true,
    description:
      'Levels to score, such as `total` or `store × department`; those of M5 that the items have when left out.',
  })
  readonly levels?: readonly string[] | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'Only what was recorded by then; now when left out.',
  })
  readonly asOf?: Date | null;

  @Field(() => Int, { nullable: true, description: 'Seed of random choices.' })
  readonly seed?: number | null;
}

@InputType('TrainModelInput', { description: 'A model to train, score and publish.' })
export class TrainModelInput extends JobTermsInput {
  @Field(() => String, { description: 'Slug of the dataset.' })
  readonly dataset!: string;

  @Field(() => String, { defaultValue: 'n-beats', description: 'What to train.' })
  readonly model!: string;

  @Field(() => Int, { nullable: true, description: 'Periods ahead; 28 when left out.' })
  readonly horizon?: number | null;

  @Field(() => [Float], { nullable: true, description: 'Quantile levels between 0 and 1.' })
  readonly quantileLevels?: readonly number[] | null;

  @Field(() => [Int], {
    nullable: true,
    description:
      'Lengths of the inputs in horizons; networks take them in turn; 2 and 3 when left out.',
  })
  readonly lookbacks?: readonly number[] | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Networks for quantiles, and as many for the mean; 2 when left out.',
  })
  readonly members?: number | null;

  @Field(() => Int, { nullable: true, description: 'Steps of each network; 600 when left out.' })
  readonly steps?: number | null;

  @Field(() => Int, { nullable: true, description: 'Windows per step; 128 when left out.' })
  readonly batchSize?: number | null;

  @Field(() => Int, { nullable: true, description: 'Units of each layer; 128 when left out.' })
  readonly width?: number | null;

  @Field(() => Int, { nullable: true, description: 'Cutoffs to score at; 3 when left out.' })
  readonly windows?: number | null;

  @Field(() => Int, { nullable: true, description: 'Seed of random choices.' })
  readonly seed?: number | null;
}

@InputType('RefreshForecastsInput', {
  description: 'Forecasts of every item of a dataset, to be stored.',
})
export class RefreshForecastsInput extends JobTermsInput {
  @Field(() => String, { description: 'Slug of the dataset.' })
  readonly dataset!: string;

  @Field(() => String, {
    nullable: true,
    description:
      'A model that `forecasters` lists, or a learned one; the default model of the dataset when left out.',
  })
  readonly model?: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'Periods ahead; `limits.defaultHorizon` when left out.',
  })
  readonly horizon?: number | null;

  @Field(() => [Float], {
    nullable: true,
    description: 'Quantile levels between 0 and 1; the configured ones when left out.',
  })
  readonly quantileLevels?: readonly number[] | null;

  @Field(() => GraphQLDateTimeISO, {
    nullable: true,
    description: 'Only what was recorded by then; now when left out.',
  })
  readonly asOf?: Date | null;
}

@InputType('ExportForecastsInput', {
  description: 'Issued forecasts, to be written to a file. Give `issue` or `dataset`.',
})
export class ExportForecastsInput extends JobTermsInput {
  @Field(() => ID, { nullable: true, description: 'Global id of an issue.' })
  readonly issue?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Slug of a dataset, whose newest issue is meant.',
  })
  readonly dataset?: string | null;

  @Field(() => exportFormat, { defaultValue: 'csv', description: 'The form of the file.' })
  readonly format!: ExportFormat;
}

@InputType('CancelJobInput', { description: 'The job to end.' })
export class CancelJobInput {
  @Field(() => ID, { description: 'Global id of the job.' })
  readonly job!: string;
}

@InputType('JobFilter', { description: 'Which jobs; all of these must hold.' })
export class JobFilterInput {
  @Field(() => [jobKind], { nullable: true, description: 'One of these kinds.' })
  readonly kinds?: readonly JobKindName[] | null;

  @Field(() => [jobStatus], { nullable: true, description: 'In one of these states.' })
  readonly statuses?: readonly JobStatus[] | null;

  @Field(() => String, { nullable: true, description: 'On the dataset with this slug.' })
  readonly dataset?: string | null;
}
