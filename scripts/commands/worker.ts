import type { Command } from 'commander';

import { type JobKindName, jobKinds } from '../../server/application/jobs/index.ts';
import { release } from '../../server/release.ts';
import { pinoLogger } from '../../server/telemetry/index.ts';
import { type Invocation, untilStopped, withApp } from '../runtime/index.ts';
import { helpFooter } from './help.ts';
import { kindNames } from './option-values.ts';

const notes = `
Any number of workers, on any number of machines, may work on one database. They share backtests unit by unit, and refreshes of forecasts. A worker that is
stopped hands its jobs back; one that dies is missed after JOB_HEARTBEAT_SECONDS, and others go on with what it had.
`;

/** `forecastle worker`: computes what was started through the API. */
export function addWorker(program: Command, invocation: Invocation): void {
  const { terminal, signal, config } = invocation;
  program
    .command('worker')
    .description(
      'Compute jobs (backtests, trainings, refreshes, exports) that were started through the API.',
    )
    .option('--kinds <names>', `kinds of jobs: ${jobKinds.join(', ')} (default: all)`, kindNames)
    .addHelpText('after', `${notes}${helpFooter(['worker', 'worker --kinds train'])}`)
    .action(async ({ kinds }: { readonly kinds?: readonly JobKindName[] }) => {
      const logger = pinoLogger({ level: config().logLevel });
      await withApp(invocation, { migrations: 'require', logger }, async (app) => {
        await app.work(kinds);
        terminal.say(`Forecastle ${release} works on ${(kinds ?? jobKinds).join(' and ')} jobs`);
        await untilStopped(signal);
        terminal.say('Stopping: jobs go back to the queue ...');
      });
      terminal.say('Stopped.');
    });
}
