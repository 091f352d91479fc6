import { type Command, Option } from 'commander';

import { type ModelAlias, modelAliases } from '../../server/application/models/index.ts';
import { reportMove } from '../models/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { actingUser } from './acting-user.ts';
import { checkHelpFooter } from './help.ts';
import { wholeNumber } from './option-values.ts';

interface PromoteOptions {
  readonly reason: string;
  readonly actor: string;
  readonly as: ModelAlias;
  readonly backtest?: number;
  readonly force?: boolean;
  readonly json?: boolean;
}

/** `forecastle promote`: lets a version serve, after the gate. */
export function addPromote(program: Command, invocation: Invocation): void {
  program
    .command('promote')
    .argument('<model>')
    .argument('<version>')
    .description('Let a version of a model serve: verify its files, ask the gate, record it.')
    .requiredOption('--reason <text>', 'why; kept in the ledger')
    .option('--actor <name>', 'who; kept in the ledger', actingUser())
    .addOption(
      new Option('--as <alias>', 'the alias to move').choices(modelAliases).default('champion'),
    )
    .option(
      '--backtest <number>',
      'judge by this stored backtest; the newest with the version when left out, else its manifest',
      wholeNumber(1, 2_147_483_647),
    )
    .option('--force', 'promote although the gate fails; damaged and unsigned models stay refused')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      checkHelpFooter(
        [
          'promote n-beats 2 --reason "better on all origins"',
          'promote n-beats 2 --reason "hotfix of the calendar" --force',
          'promote n-beats 3 --as challenger --reason "to compare"',
        ],
        'refused, by the gate or because files are damaged',
      ),
    )
    .action((model: string, version: string, { json, as: alias, ...options }: PromoteOptions) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const result = await app.promoteModel.execute({ model, version, alias, ...options });
        await reportMove(invocation, result, json === true ? 'json' : 'text');
      }),
    );
}
