import type { Command } from 'commander';

import { verificationColumns } from '../models/index.ts';
import { exitCodes, type Invocation, withApp } from '../runtime/index.ts';
import { formatTable } from '../terminal/index.ts';
import { checkHelpFooter } from './help.ts';

/** `forecastle verify`: whether the files of published models are as they should be. */
export function addVerify(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  program
    .command('verify')
    .argument('[model]')
    .argument('[version]')
    .description('Check files, hashes, signatures and weights of published models.')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      checkHelpFooter(['verify', 'verify n-beats', 'verify n-beats 2'], 'a model cannot be used'),
    )
    .action(
      (model: string | undefined, version: string | undefined, { json }: { json?: boolean }) =>
        withApp(invocation, { migrations: 'require' }, async ({ verifyModels }) => {
          const results = await verifyModels.execute(model ?? null, version ?? null);
          await terminal.write(
            json === true
              ? `${JSON.stringify(results, null, 2)}\n`
              : formatTable(verificationColumns, results),
          );
          if (results.length === 0) terminal.say('No learned models are published yet.');
          for (const { detail, ...one } of results) {
            if (detail !== null)
              terminal.say(`${one.model}@${one.version}: ${one.state}: ${detail}`);
          }
          if (results.some(({ state }) => state !== 'VERIFIED'))
            invocation.endWith(exitCodes.failure);
        }),
    );
}
