import type { Command } from 'commander';

import { release } from '../../server/release.ts';
import type { Invocation } from '../runtime/index.ts';
import { formatDuration } from '../terminal/index.ts';
import { generateDemo } from './demo.ts';
import { helpFooter } from './help.ts';
import { serveUntilStopped } from './serve-until-stopped.ts';

/** `forecastle start`: everything that a first look needs, in one tree of processes. */
export function addStart(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  program
    .command('start')
    .description(
      'Start the database, apply migrations, generate demo data where there is none, serve, and compute jobs.',
    )
    .option('--no-worker', 'compute no jobs; they wait for `forecastle worker`')
    .addHelpText(
      'after',
      helpFooter([
        'start',
        'start   # with PORT=8080 DATA_DIRECTORY=/var/lib/forecastle: there',
        'start   # with DATABASE_URL set: that PostgreSQL instead of the embedded one',
      ]),
    )
    .action(async ({ worker }: { readonly worker: boolean }) => {
      const startedAt = performance.now();
      terminal.say(`Forecastle ${release}`);
      await serveUntilStopped(invocation, {
        worker,
        prepare: async (app) => {
          if ((await app.catalog.datasets()).length > 0) return;
          terminal.say('The database is empty: generating synthetic demo data ...');
          await generateDemo(app, invocation, { scale: 'demo' });
        },
        announce: async (app, url) => {
          const took = formatDuration(performance.now() - startedAt);
          terminal.say(`\nReady after ${took}: ${url}/graphql\nPaste this query there:\n`);
          terminal.say(await app.exampleQuery());
          terminal.say('Ctrl-C stops everything.');
        },
      });
    });
}
