import type { Command } from 'commander';

import {
  jobNotFound,
  type JobKindName,
  type JobStatus,
} from '../../server/application/jobs/index.ts';
import { formatJob, jobColumns } from '../jobs/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { formatTable } from '../terminal/index.ts';
import { helpFooter } from './help.ts';
import { kindNames, statusNames, wholeNumber } from './option-values.ts';

interface ListOptions {
  readonly dataset?: string;
  readonly kinds?: readonly JobKindName[];
  readonly status?: readonly JobStatus[];
  readonly first?: number;
  readonly json?: boolean;
}

interface Format {
  readonly json?: boolean;
}

const number = wholeNumber(1, 2_147_483_647);

/** `forecastle jobs`: work that was started through the API. */
export function addJobs(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  const jobs = program
    .command('jobs')
    .description('List jobs; show or cancel one.')
    .addHelpText(
      'after',
      helpFooter(['jobs', 'jobs --status queued,running --json', 'jobs show 12', 'jobs cancel 12']),
    );

  jobs
    .command('list', { isDefault: true })
    .description('List jobs, newest first.')
    .option('--dataset <slug>', 'of this dataset alone')
    .option('--kinds <names>', 'of these kinds alone, comma-separated', kindNames)
    .option('--status <names>', 'in these states alone, comma-separated', statusNames)
    .option('--first <count>', 'how many (default: 20)', wholeNumber(1, 1000))
    .option('--json', 'print JSON')
    .action(({ dataset, kinds, status, first, json }: ListOptions) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const filter = { dataset: dataset ?? null, kinds: kinds ?? null, statuses: status ?? null };
        const { entries } = await app.jobs.page(filter, { first: first ?? null, before: null });
        await terminal.write(
          json === true
            ? `${JSON.stringify(entries, null, 2)}\n`
            : formatTable(jobColumns, entries),
        );
      }),
    );

  jobs
    .command('show')
    .argument('<number>', 'number of the job', number)
    .description('Show what is known of a job.')
    .option('--json', 'print JSON')
    .action((id: number, { json }: Format) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const job = await app.jobs.find(id);
        if (job === null) throw jobNotFound(id);
        await terminal.write(json === true ? `${JSON.stringify(job, null, 2)}\n` : formatJob(job));
      }),
    );

  jobs
    .command('cancel')
    .argument('<number>', 'number of the job', number)
    .description('End a job; workers obey within about a second.')
    .option('--json', 'print JSON')
    .action((id: number, { json }: Format) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const job = await app.cancelJob.execute(id);
        await terminal.write(json === true ? `${JSON.stringify(job, null, 2)}\n` : formatJob(job));
      }),
    );
}
