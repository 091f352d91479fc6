import { isForecastError } from '#core/errors';
import { z } from 'zod';

import { type CatalogReader, datasetNotFound } from '../catalog/index.ts';
import { type JobKinds, jobKinds } from '../jobs/index.ts';
import type { CronReader, ScheduleStore } from './ports.ts';
import type { NewSchedule, Schedule } from './schedule.ts';
import { refusedSchedule, type ScheduleResult } from './schedule-user-error.ts';

/** What `SetSchedule` takes. */
const setCommand = z.strictObject({
  name: z
    .string()
    .regex(
      /^[a-z0-9](?:[a-z0-9-]{0,62}[a-z0-9])?$/,
      'must be 1 to 64 small letters, digits and hyphens, such as shop-nightly-drift',
    ),
  dataset: z.string().min(1).max(200),
  kind: z.enum(jobKinds),
  cron: z.string().trim().min(1).max(200),
  timeZone: z.string().min(1).max(100).default('UTC'),
  settings: z
    .record(z.string(), z.unknown())
    .refine((given) => !('dataset' in given), 'must not name a dataset: the schedule does')
    .default({}),
  isPaused: z.boolean().default(false),
});

interface SetPorts {
  readonly store: ScheduleStore;
  readonly cron: CronReader;
  readonly catalog: Pick<CatalogReader, 'datasetsBySlug'>;
  readonly kinds: JobKinds;
  readonly now: () => Date;
}

/** Use case: create a schedule or change the one of that name. What its jobs would be refused for is refused now. */
export class SetSchedule {
  readonly #ports: SetPorts;

  constructor(ports: SetPorts) {
    this.#ports = ports;
  }

  /** @param input what `setCommand` takes */
  async execute(input: unknown): Promise<ScheduleResult<Schedule>> {
    const parsed = setCommand.safeParse(input);
    if (!parsed.success) {
      const userErrors = parsed.error.issues.map(({ path, message }) => ({
        ...{ field: path.map(String), message: `${message}.`, code: 'INVALID_INPUT' as const },
      }));
      return { value: null, userErrors };
    }
    return (await this.#refusal(parsed.data)) ?? this.#store(parsed.data);
  }

  /** Pauses a schedule, or lets it go on: planned times of the pause are not caught up with. */
  async pause(name: string, isPaused: boolean): Promise<ScheduleResult<Schedule>> {
    const known = await this.#ports.store.find(name);
    if (known === null) return scheduleNotFound(name);
    if (known.isPaused === isPaused) return { value: known, userErrors: [] };
    return this.#store({ ...known, isPaused });
  }

  async #refusal(asked: NewSchedule): Promise<ScheduleResult<never> | null> {
    const { catalog, cron, kinds } = this.#ports;
    const { dataset, kind, settings } = asked;
    if ((await catalog.datasetsBySlug([dataset])).length === 0) {
      return refusedSchedule('DATASET_NOT_FOUND', ['dataset'], datasetNotFound(dataset).message);
    }
    const problem = cron.problem(asked.cron, asked.timeZone);
    if (problem !== null) return refusedSchedule('INVALID_CRON', ['cron'], problem);
    try {
      await kinds[kind].prepare({ ...settings, dataset });
      return null;
    } catch (error) {
      if (!isForecastError(error)) throw error;
      return refusedSchedule('INVALID_SETTINGS', ['settings'], error.message);
    }
  }

  async #store(asked: NewSchedule): Promise<ScheduleResult<Schedule>> {
    const { store, now } = this.#ports;
    const { name, kind, dataset } = asked;
    const { overlaps } = await store.set(asked, now());
    if (overlaps !== null) {
      const message = `"${overlaps}" is the schedule of ${kind} jobs on "${dataset}" already, and there is one of each. Change that one, or remove it first.`;
      return refusedSchedule('SCHEDULE_OVERLAPS', ['name'], message);
    }
    return { value: await store.find(name), userErrors: [] };
  }
}

export function scheduleNotFound(name: string): ScheduleResult<never> {
  const message = `There is no schedule "${name}". \`forecastle schedules\`, or \`schedules\` of the API, lists them.`;
  return refusedSchedule('SCHEDULE_NOT_FOUND', ['name'], message);
}
