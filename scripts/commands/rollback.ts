import { type Command, Option } from 'commander';

import { type ModelAlias, modelAliases } from '../../server/application/models/index.ts';
import { reportMove } from '../models/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { actingUser } from './acting-user.ts';
import { checkHelpFooter } from './help.ts';

interface RollbackOptions {
  readonly reason: string;
  readonly actor: string;
  readonly as: ModelAlias;
  readonly json?: boolean;
}

/** `forecastle rollback`: lets the version before serve again. */
export function addRollback(program: Command, invocation: Invocation): void {
  program
    .command('rollback')
    .argument('<model>')
    .description('Let the version serve again that did before the champion.')
    .requiredOption('--reason <text>', 'why; kept in the ledger')
    .option('--actor <name>', 'who; kept in the ledger', actingUser())
    .addOption(
      new Option('--as <alias>', 'the alias to move').choices(modelAliases).default('champion'),
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      checkHelpFooter(
        ['rollback n-beats --reason "too high since Monday"'],
        'refused: there is no version before, or its files are damaged',
      ),
    )
    .action((model: string, { json, as: alias, ...options }: RollbackOptions) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const result = await app.rollBackModel.execute({ model, alias, ...options });
        await reportMove(invocation, result, json === true ? 'json' : 'text');
      }),
    );
}
