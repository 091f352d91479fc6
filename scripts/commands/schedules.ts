import { type Command, InvalidArgumentError, Option } from 'commander';

import { jobKinds, type JobKindName } from '../../server/application/jobs/index.ts';
import type {
  PlannedSchedule,
  Schedule,
  ScheduleResult,
} from '../../server/application/schedules/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { type Column, formatTable } from '../terminal/index.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { helpFooter } from './help.ts';
import { usageError } from './usage-error.ts';

interface ListOptions {
  readonly dataset?: string;
  readonly json?: boolean;
}

interface SetOptions {
  readonly dataset?: string;
  readonly kind: JobKindName;
  readonly cron: string;
  readonly timeZone: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}

const columns: readonly Column<PlannedSchedule>[] = [
  { title: 'schedule', text: ({ name }) => name },
  { title: 'dataset', text: ({ dataset }) => dataset },
  { title: 'kind', text: ({ kind }) => kind },
  { title: 'times', text: ({ cron, timeZone }) => `${cron} ${timeZone}` },
  { title: 'next', text: ({ nextRunAt }) => nextRunAt?.toISOString() ?? 'paused' },
  { title: 'last', text: ({ lastRun }) => lastRun?.plannedAt.toISOString() ?? '-' },
  { title: 'outcome', text: outcomeText },
];

const notes = `
Times are five fields: minute, hour, day of month, month, day of week. A \`forecastle worker\` starts what is due. A run that is
still going on lets the next one be skipped; of times that passed while no worker ran, the last one is caught up with. One schedule per
dataset and kind.
`;

const examples = [
  'schedules',
  'schedules set shop-drift --dataset shop --kind drift --cron "0 5 * * 1" --time-zone Europe/Berlin',
  'schedules set shop-alerts --dataset shop --kind monitor --cron "*/15 * * * *"',
  `schedules set shop-model --dataset shop --kind rebuild --cron "0 2 1 * *" --settings '{"model":"mlp","promotion":"approval"}'`,
  'schedules pause shop-drift',
  'schedules remove shop-drift',
];

/** `forecastle schedules`: jobs by the clock. */
export function addSchedules(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  const schedules = program
    .command('schedules')
    .description('List, set, pause and remove schedules of jobs.')
    .addHelpText('after', `${notes}${helpFooter(examples)}`);

  schedules
    .command('list', { isDefault: true })
    .description('List schedules by name.')
    .option('--dataset <slug>', 'of this dataset alone')
    .option('--json', 'print JSON')
    .action(({ dataset, json }: ListOptions) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const found = await app.listSchedules.execute(dataset ?? null);
        await terminal.write(
          json === true ? `${JSON.stringify(found, null, 2)}\n` : formatTable(columns, found),
        );
      }),
    );

  schedules
    .command('set')
    .argument('<name>', 'small letters, digits and hyphens')
    .description('Create a schedule, or change the one of that name.')
    .option('--dataset <slug>', 'dataset (default: the only one)')
    .addOption(new Option('--kind <name>', 'what to start').choices(jobKinds).makeOptionMandatory())
    .requiredOption('--cron <times>', 'five fields, as "30 2 * * 1-5"')
    .option('--time-zone <name>', 'time zone of the times', 'UTC')
    .option(
      '--settings <json>',
      'what its jobs are asked for, as the inputs of the API',
      jsonObject,
    )
    .action((name: string, { dataset, ...asked }: SetOptions) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const { slug } = await chosenDataset(app.catalog, dataset);
        const schedule = done(await app.setSchedule.execute({ name, dataset: slug, ...asked }));
        const { nextRunAt } = app.listSchedules.planned(schedule);
        terminal.say(`${name} runs next at ${nextRunAt?.toISOString() ?? 'no time'}.`);
      }),
    );

  for (const isPaused of [true, false]) {
    schedules
      .command(isPaused ? 'pause' : 'resume')
      .argument('<name>', 'the schedule')
      .description(isPaused ? 'Let a schedule rest.' : 'Let it go on, from now.')
      .action((name: string) =>
        withApp(invocation, { migrations: 'require' }, async (app) => {
          done(await app.setSchedule.pause(name, isPaused));
          terminal.say(`${name} ${isPaused ? 'rests' : 'goes on'}.`);
        }),
      );
  }

  schedules
    .command('remove')
    .argument('<name>', 'the schedule')
    .description('Remove a schedule; its jobs stay.')
    .action((name: string) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        done(await app.removeSchedule.execute(name));
        terminal.say(`${name} is removed.`);
      }),
    );
}

function outcomeText({ lastRun }: PlannedSchedule): string {
  if (lastRun === null) return '-';
  const { outcome, job, jobStatus, detail } = lastRun;
  return job === null ? `${outcome}: ${detail ?? ''}` : `job ${job} ${jobStatus ?? ''}`;
}

/** @throws ForecastError INVALID_INPUT where it was refused. */
function done({ value, userErrors }: ScheduleResult<Schedule>): Schedule {
  if (value !== null) return value;
  throw usageError(
    userErrors.map(({ field, message }) => `${field.join('.')}: ${message}`).join('\n'),
  );
}

function jsonObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return Object.fromEntries(Object.entries(value));
    }
  } catch {
    // Said below.
  }
  throw new InvalidArgumentError(`Expected a JSON object, as '{"horizon":28}'.`);
}
