import type { Command } from 'commander';

import {
  comparisonCsv,
  comparisonJson,
  formatComparison,
  formatRuns,
  runJson,
} from '../backtest/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { helpFooter } from './help.ts';
import { wholeNumber } from './option-values.ts';
import { usageError } from './usage-error.ts';

interface ListOptions {
  readonly dataset?: string;
  readonly json?: boolean;
}

interface CompareOptions {
  readonly level?: string;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const notes = `
Runs compare where they forecast the same demand of the same items from the same cutoffs; whatever else differs between them is
said. A model is measured against itself in the first of the runs that has it, every other one against the best of the first run.
`;

const examples = [
  'backtests',
  'backtests --dataset shop --json',
  'backtests compare 1 2',
  'backtests compare 1 2 3 --level store --csv',
];

/** `forecastle backtests`: the stored runs, and how they compare. */
export function addBacktests(program: Command, invocation: Invocation): void {
  const command = program
    .command('backtests')
    .description('List the stored backtests, or compare some of them.')
    .addHelpText('after', helpFooter(examples));
  command
    .command('list', { isDefault: true })
    .description('List the stored backtests, newest first (the default).')
    .option('--dataset <slug>', 'only those of this dataset')
    .option('--json', 'print JSON')
    .addHelpText('after', helpFooter(examples.slice(0, 2)))
    .action((options: ListOptions) => list(invocation, options));
  command
    .command('compare')
    .description('Compare the scores of finished backtests.')
    .argument('<runs...>', 'numbers of backtests, the one to measure against first', runNumbers)
    .option('--level <name>', 'scores of one level, such as store (default: items, and all levels)')
    .option('--csv', 'print CSV')
    .option('--json', 'print JSON')
    .addHelpText('after', `${notes}${helpFooter(examples.slice(2))}`)
    .action((runs: readonly number[], options: CompareOptions) =>
      compare(invocation, runs, options),
    );
}

async function list(invocation: Invocation, options: ListOptions): Promise<void> {
  const { terminal } = invocation;
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const runs = await app.listBacktests.execute({ dataset: options.dataset ?? null });
    await terminal.write(
      options.json === true ? `${JSON.stringify(runs.map(runJson), null, 2)}\n` : formatRuns(runs),
    );
    if (runs.length === 0) terminal.say('No backtests yet: run `forecastle backtest`.');
  });
}

async function compare(
  invocation: Invocation,
  runs: readonly number[],
  { level, json = false, csv = false }: CompareOptions,
): Promise<void> {
  if (json && csv) throw usageError('Choose one of --json and --csv.');
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const comparison = await app.compareBacktests.execute({ runs, level });
    if (csv) return invocation.terminal.write(comparisonCsv(comparison));
    return invocation.terminal.write(
      json
        ? `${JSON.stringify(comparisonJson(comparison), null, 2)}\n`
        : formatComparison(comparison),
    );
  });
}

const runNumber = wholeNumber(1, 2_147_483_647);

/** Gathers the numbers of an argument that is given several times. */
function runNumbers(text: string, earlier: readonly number[] | undefined): readonly number[] {
  return [...(earlier ?? []), runNumber(text)];
}
