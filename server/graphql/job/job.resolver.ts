import {
  Arg,
  Args,
  Ctx,
  FieldResolver,
  ID,
  Int,
  Mutation,
  Query,
  Resolver,
  Root,
  Subscription,
} from 'type-graphql';

import type { BacktestSummary } from '../../application/backtests/index.ts';
import type { Dataset } from '../../application/catalog/index.ts';
import type { ForecastExport } from '../../application/forecast-exports/index.ts';
import type { ForecastIssue } from '../../application/forecast-issues/index.ts';
import type {
  DailyJobCost,
  Job,
  JobCatalog,
  PromotionOutcome,
} from '../../application/jobs/index.ts';
import type { ModelVersion } from '../../application/models/index.ts';
import { BacktestRunType } from '../backtest/backtest-run.type.ts';
import type { GraphqlContext } from '../context.ts';
import { DatasetType } from '../dataset/dataset.type.ts';
import { ForecastExportType } from '../forecast-issue/forecast-export.type.ts';
import { ForecastIssueType } from '../forecast-issue/forecast-issue.type.ts';
import { ModelVersionType } from '../model-version/model-version.type.ts';
import { globalId, parseJobId } from '../node/global-id.ts';
import { type Connection, connectionOf, pageRequest } from '../page/connection.ts';
import { PageArgs } from '../page/page.input.ts';
import { followJob } from './follow-job.ts';
import { JobConnectionType } from './job-connection.type.ts';
import { DailyJobCostType } from './job-cost.type.ts';
import { JobProgressType, progressOf } from './job-progress.type.ts';
import { jobKind, promotionOutcome } from './job.enums.ts';
import type { JobStarts } from './job-starts.ts';
import {
  CancelJobInput,
  ExportForecastsInput,
  JobFilterInput,
  RefreshForecastsInput,
  StartBacktestInput,
  TrainModelInput,
} from './job.input.ts';
import { type JobOutcome, JobPayload } from './job.payload.ts';
import { JobType } from './job.type.ts';

@Resolver(() => JobType)
export class JobResolver {
  readonly #jobs: JobCatalog;
  readonly #starts: JobStarts;

  constructor(jobs: JobCatalog, starts: JobStarts) {
    this.#jobs = jobs;
    this.#starts = starts;
  }

  @Query(() => JobType, {
    nullable: true,
    description: 'The job with this id; null where there is none.',
  })
  job(
    @Arg('id', () => ID, { description: 'Global id of a job.' }) id: string,
  ): Promise<Job | null> {
    return this.#jobs.find(parseJobId(id));
  }

  @Query(() => JobConnectionType, { description: 'Jobs, newest first.' })
  async jobs(
    @Args(() => PageArgs) args: PageArgs,
    @Arg('filter', () => JobFilterInput, { nullable: true, description: 'Which jobs.' })
    filter?: JobFilterInput | null,
  ): Promise<Connection<Job>> {
    const request = pageRequest('jobs', args);
    const page = await this.#jobs.page(wantedJobs(filter ?? null), request);
    return connectionOf('jobs', { page, request }, ({ id }) => id);
  }

  @Query(() => [DailyJobCostType], {
    description:
      'What jobs have cost, by the day on which they ended and by kind, oldest day first; days without jobs are left out.',
  })
  jobCosts(
    @Arg('days', () => Int, { defaultValue: 30, description: 'Days up to today, 1 to 366.' })
    days: number,
    @Arg('dataset', () => String, {
      nullable: true,
      description: 'Slug of a dataset; all when left out.',
    })
    dataset?: string | null,
    @Arg('kinds', () => [jobKind], {
      nullable: true,
      description: 'Kinds of jobs; all when left out.',
    })
    kinds?: JobFilterInput['kinds'],
  ): Promise<readonly DailyJobCost[]> {
    return this.#jobs.costs({ dataset: dataset ?? null, kinds: kinds ?? null }, days);
  }

  @Mutation(() => JobPayload, {
    description:
      'Queues a backtest. The same configuration continues the run that is stored of it.',
  })
  startBacktest(
    @Arg('input', () => StartBacktestInput, { description: 'What to backtest.' })
    input: StartBacktestInput,
  ): Promise<JobOutcome> {
    return this.#starts.backtest(input);
  }

  @Mutation(() => JobPayload, {
    description:
      'Queues a training. The version that it publishes serves nobody until it is promoted.',
  })
  trainModel(
    @Arg('input', () => TrainModelInput, { description: 'What to train.' }) input: TrainModelInput,
  ): Promise<JobOutcome> {
    return this.#starts.train(input);
  }

  @Mutation(() => JobPayload, {
    description:
      'Queues forecasts of every item of a dataset from the end of its data. `forecast` answers from them while they are fresh; the same data and model again is the issue that is stored.',
  })
  refreshForecasts(
    @Arg('input', () => RefreshForecastsInput, { description: 'What to forecast.' })
    input: RefreshForecastsInput,
  ): Promise<JobOutcome> {
    return this.#starts.refresh(input);
  }

  @Mutation(() => JobPayload, {
    description: 'Queues a file with issued forecasts, to be downloaded from `Job.export.url`.',
  })
  exportForecasts(
    @Arg('input', () => ExportForecastsInput, { description: 'What to export.' })
    input: ExportForecastsInput,
  ): Promise<JobOutcome> {
    return this.#starts.export(input);
  }

  @Mutation(() => JobPayload, {
    description:
      'Ends a job; workers obey within about a second. A job that has ended stays as it is.',
  })
  cancelJob(
    @Arg('input', () => CancelJobInput, { description: 'What to end.' }) { job }: CancelJobInput,
  ): Promise<JobOutcome> {
    return this.#starts.cancel(parseJobId(job));
  }

  @Subscription(() => JobProgressType, {
    description:
      'The progress of a job now and after every change that is seen, over WebSocket at /graphql; ends with the job.',
    subscribe: followJob,
  })
  jobProgress(
    @Root() job: Job,
    // Read by `followJob`; here it stands for the schema.
    @Arg('id', () => ID, { description: 'Global id of a job.' }) id: string,
  ): JobProgressType {
    return progressOf(job, id);
  }

  @FieldResolver(() => ID, { description: 'Opaque id, unique over everything in this service.' })
  id(@Root() { id }: Job): string {
    return globalId({ kind: 'Job', id });
  }

  @FieldResolver(() => DatasetType, { description: 'The dataset that it works on.' })
  dataset(@Root() { dataset }: Job, @Ctx() { loaders }: GraphqlContext): Promise<Dataset | null> {
    return loaders.datasets.load(dataset);
  }

  @FieldResolver(() => JobProgressType, { description: 'How far it is.' })
  progress(@Root() job: Job): JobProgressType {
    return progressOf(job, this.id(job));
  }

  @FieldResolver(() => String, {
    nullable: true,
    description: 'Trace id of the request that started it; null where it was not traced.',
  })
  traceId(@Root() { traceparent }: Job): string | null {
    return traceparent?.split('-')[1] ?? null;
  }

  @FieldResolver(() => BacktestRunType, {
    nullable: true,
    description: 'The run that a backtest has made; null before it is done.',
  })
  backtestRun(
    @Root() { result }: Job,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<BacktestSummary | null> | null {
    return result?.kind === 'backtest' ? loaders.backtestRuns.load(result.run) : null;
  }

  @FieldResolver(() => ModelVersionType, {
    nullable: true,
    description: 'The version that a training or rebuild has published; null before it is done.',
  })
  modelVersion(
    @Root() { result }: Job,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ModelVersion | null> | null {
    return result?.kind === 'model-version' ? loaders.modelVersions.load(result) : null;
  }

  @FieldResolver(() => ForecastIssueType, {
    nullable: true,
    description: 'The forecasts that a refresh has issued; null before it is done.',
  })
  forecastIssue(
    @Root() { result }: Job,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ForecastIssue | null> | null {
    return result?.kind === 'forecast-issue' ? loaders.forecastIssues.load(result.issue) : null;
  }

  @FieldResolver(() => ForecastExportType, {
    nullable: true,
    description: 'The file that an export has written; null before it is done.',
  })
  export(
    @Root() { result }: Job,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<ForecastExport | null> | null {
    return result?.kind === 'forecast-export' ? loaders.forecastExports.load(result.export) : null;
  }

  @FieldResolver(() => promotionOutcome, {
    nullable: true,
    description: 'What became of the version of a rebuild; null before it is done.',
  })
  promotion(@Root() { result }: Job): PromotionOutcome | null {
    return result?.kind === 'model-version' ? result.promotion : null;
  }
}

function wantedJobs(filter: JobFilterInput | null) {
  return {
    kinds: filter?.kinds ?? null,
    statuses: filter?.statuses ?? null,
    dataset: filter?.dataset ?? null,
  };
}
