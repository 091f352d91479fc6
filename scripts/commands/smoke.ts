import { type Command, InvalidArgumentError } from 'commander';

import { exitCodes, type Invocation } from '../runtime/index.ts';
import { smoke } from '../smoke/index.ts';
import { formatChecks } from './check-report.ts';
import { checkHelpFooter } from './help.ts';
import { wholeNumber } from './option-values.ts';

interface SmokeCommandOptions {
  readonly url: string;
  readonly timeout: number;
  readonly json?: boolean;
}

const examples = [
  'smoke --url http://127.0.0.1:4000',
  'smoke --url https://forecasts.example.org --json',
];

/** `forecastle smoke`: whether a running server answers sensibly. */
export function addSmoke(program: Command, invocation: Invocation): void {
  program
    .command('smoke')
    .description('Ask a running server what a user would, and check that the answers make sense.')
    .requiredOption('--url <address>', 'where the server is', httpUrl)
    .option('--timeout <seconds>', 'longest wait for one answer', wholeNumber(1, 600), 30)
    .option('--json', 'print JSON')
    .addHelpText('after', checkHelpFooter(examples, 'an answer was wrong'))
    .action((options: SmokeCommandOptions) => runSmoke(invocation, options));
}

async function runSmoke(invocation: Invocation, options: SmokeCommandOptions): Promise<void> {
  const { terminal, signal } = invocation;
  const { url, timeout } = options;
  const checks = await smoke({ url, signal, timeoutSeconds: timeout });
  const healthy = checks.every(({ status }) => status === 'ok');
  await terminal.write(
    options.json === true
      ? `${JSON.stringify({ healthy, checks }, null, 2)}\n`
      : formatChecks(checks),
  );
  if (!healthy) invocation.endWith(exitCodes.failure);
}

function httpUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError('Expected an address such as http://127.0.0.1:4000.');
}
