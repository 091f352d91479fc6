import type { Command } from 'commander';

import { examine } from '../doctor/index.ts';
import { exitCodes, type Invocation } from '../runtime/index.ts';
import { formatChecks } from './check-report.ts';
import { checkHelpFooter } from './help.ts';

/** `forecastle doctor`: what works here and what does not. */
export function addDoctor(program: Command, invocation: Invocation): void {
  program
    .command('doctor')
    .description(
      'Say what works here and what does not: Node, settings, database, models, port, tracing.',
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      checkHelpFooter(['doctor', 'doctor --json'], 'something needed does not work'),
    )
    .action(async (options: { json?: boolean }) => {
      const { terminal, config, spanTarget } = invocation;
      const checks = await examine({ nodeVersion: process.versions.node, config, spanTarget });
      const healthy = checks.every(({ status }) => status !== 'failed');
      await terminal.write(
        options.json === true
          ? `${JSON.stringify({ healthy, checks }, null, 2)}\n`
          : formatChecks(checks),
      );
      if (!healthy) invocation.endWith(exitCodes.failure);
    });
}
