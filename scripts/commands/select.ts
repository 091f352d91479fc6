import { type Command, Option } from 'commander';

import {
  type SelectedModel,
  type Selection,
  type SelectionMetric,
  selectionMetrics,
} from '../../server/application/backtests/index.ts';
import { score } from '../backtest/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { type Column, formatCount, formatTable } from '../terminal/index.ts';
import { helpFooter } from './help.ts';
import { wholeNumber } from './option-values.ts';

interface SelectOptions {
  readonly run: number;
  readonly level?: string;
  readonly metric: SelectionMetric;
  readonly json?: boolean;
}

const columns: readonly Column<SelectedModel>[] = [
  { title: 'level or segment', text: ({ scope }) => scope },
  { title: 'series', align: 'right', text: ({ series }) => formatCount(series) },
  { title: 'best model', text: ({ choice }) => choice?.model ?? '-' },
  { title: 'score', align: 'right', text: ({ choice }) => score(choice?.score ?? null) },
  { title: 'next best', text: ({ choice }) => choice?.runnerUp?.model ?? '-' },
  { title: 'score', align: 'right', text: ({ choice }) => score(choice?.runnerUp?.score ?? null) },
];

/** `forecastle select`: the best model of each level or segment of a stored backtest. */
export function addSelect(program: Command, invocation: Invocation): void {
  program
    .command('select')
    .description(
      'Choose the best model per level, or per segment of items, from a stored backtest.',
    )
    .requiredOption('--run <number>', 'the backtest', wholeNumber(1, 2_147_483_647))
    .option(
      '--level <name>',
      'choose for each segment of this level, such as store or store × department',
    )
    .addOption(
      new Option('--metric <score>', 'what to choose by; segments: wape or wapeMean')
        .choices(selectionMetrics)
        .default('wape'),
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      helpFooter([
        'select --run 1',
        'select --run 1 --metric wrmsse',
        'select --run 1 --level store',
      ]),
    )
    .action(({ json, ...options }: SelectOptions) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const selection = await app.selectModels.execute(options, invocation.signal);
        await invocation.terminal.write(
          json === true
            ? `${JSON.stringify(selectionJson(selection), null, 2)}\n`
            : formatTable(columns, selection.choices),
        );
      }),
    );
}

function selectionJson({ run, metric, level, choices }: Selection): object {
  return { run: run.id, dataset: run.config.dataset, metric, level, choices };
}
