import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';

import type { Dataset } from '../../application/catalog/index.ts';
import type { Job } from '../../application/jobs/index.ts';
import type {
  ListSchedules,
  PlannedSchedule,
  Schedule,
  ScheduleResult,
  ScheduleRun,
} from '../../application/schedules/index.ts';
import type { GraphqlContext } from '../context.ts';
import { DatasetType } from '../dataset/dataset.type.ts';
import { JobType } from '../job/job.type.ts';
import { RemoveScheduleInput, SetScheduleInput } from './schedule.input.ts';
import { type ScheduleOutcome, SchedulePayload } from './schedule.payload.ts';
import { ScheduleRunType, ScheduleType } from './schedule.type.ts';

/** The use cases behind the fields. */
export interface ScheduleUseCases {
  readonly listSchedules: Pick<ListSchedules, 'execute' | 'planned'>;
  readonly setSchedule: { execute(input: unknown): Promise<ScheduleResult<Schedule>> };
  readonly removeSchedule: { execute(name: string): Promise<ScheduleResult<Schedule>> };
}

@Resolver(() => ScheduleType)
export class ScheduleResolver {
  readonly #useCases: ScheduleUseCases;

  constructor(useCases: ScheduleUseCases) {
    this.#useCases = useCases;
  }

  @Query(() => [ScheduleType], {
    description: 'Schedules by name; of one kind on one dataset there is one.',
  })
  schedules(
    @Arg('dataset', () => String, { nullable: true, description: 'Slug of a dataset.' })
    dataset?: string | null,
  ): Promise<readonly PlannedSchedule[]> {
    return this.#useCases.listSchedules.execute(dataset ?? null);
  }

  @Mutation(() => SchedulePayload, {
    description:
      'Creates a schedule, or changes the one of that name; planned times count from now on.',
  })
  async setSchedule(
    @Arg('input', () => SetScheduleInput, { description: 'The schedule.' })
    { settings, ...input }: SetScheduleInput,
  ): Promise<ScheduleOutcome> {
    const asked = { ...input, settings: settings ?? {} };
    return this.#payload(await this.#useCases.setSchedule.execute(asked));
  }

  @Mutation(() => SchedulePayload, { description: 'Removes a schedule; its jobs stay.' })
  async removeSchedule(
    @Arg('input', () => RemoveScheduleInput, { description: 'The schedule.' })
    { name }: RemoveScheduleInput,
  ): Promise<ScheduleOutcome> {
    return this.#payload(await this.#useCases.removeSchedule.execute(name));
  }

  @FieldResolver(() => DatasetType, { description: 'The dataset that its jobs work on.' })
  dataset(
    @Root() { dataset }: Schedule,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Dataset | null> {
    return loaders.datasets.load(dataset);
  }

  #payload({ value, userErrors }: ScheduleResult<Schedule>): ScheduleOutcome {
    const schedule = value === null ? null : this.#useCases.listSchedules.planned(value);
    return { schedule, userErrors };
  }
}

@Resolver(() => ScheduleRunType)
export class ScheduleRunResolver {
  @FieldResolver(() => JobType, {
    nullable: true,
    description: 'The job that was started; null where none was.',
  })
  job(
    @Root() { job }: ScheduleRun,
    @Ctx() { loaders }: GraphqlContext,
  ): Promise<Job | null> | null {
    return job === null ? null : loaders.jobs.load(job);
  }
}
