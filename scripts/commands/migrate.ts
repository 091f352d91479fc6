import type { Command } from 'commander';

import { type Invocation, migrateWhereNeeded, withDatabase } from '../runtime/index.ts';
import { helpFooter } from './help.ts';

/** `forecastle migrate`: brings the schema of the database up to this release. */
export function addMigrate(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  program
    .command('migrate')
    .description('Apply the migrations that the database lacks. Running it again does nothing.')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      helpFooter(['migrate', 'migrate --json', 'migrate   # with DATABASE_URL set: that database']),
    )
    .action((options: { json?: boolean }) =>
      withDatabase(invocation, async (url) => {
        const applied = await migrateWhereNeeded(url, invocation);
        if (options.json === true) {
          await terminal.write(`${JSON.stringify({ applied }, null, 2)}\n`);
          return;
        }
        for (const name of applied) await terminal.write(`${name}\n`);
        if (applied.length === 0) terminal.say('The schema is up to date.');
      }),
    );
}
