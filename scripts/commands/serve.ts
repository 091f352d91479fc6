import type { Command } from 'commander';

import { release } from '../../server/release.ts';
import type { Invocation } from '../runtime/index.ts';
import { helpFooter } from './help.ts';
import { serveUntilStopped } from './serve-until-stopped.ts';

/** `forecastle serve`: the server alone, for a database that has its data. */
export function addServe(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  program
    .command('serve')
    .description(
      'Serve GraphQL over a database; missing migrations are applied, no data is made, jobs wait for `forecastle worker`.',
    )
    .addHelpText('after', helpFooter(['serve', 'serve   # settings: docs/configuration.md']))
    .action(() =>
      serveUntilStopped(invocation, {
        worker: false,
        prepare: () => Promise.resolve(),
        announce: (_app, url) => {
          terminal.say(`Forecastle ${release} serves at ${url}/graphql`);
          return Promise.resolve();
        },
      }),
    );
}
