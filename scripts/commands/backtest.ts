import type { Command } from 'commander';

import type { BacktestInquiry, BacktestReport } from '../../server/application/backtests/index.ts';
import { formatReport, reportCsv, reportHtml, reportJson } from '../backtest/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { createProgress } from '../terminal/index.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { helpFooter } from './help.ts';
import { instant, quantileLevels, texts, wholeNumber } from './option-values.ts';
import { openSink } from './sink.ts';

interface BacktestOptions {
  readonly dataset?: string;
  readonly models?: readonly string[];
  readonly horizon?: number;
  readonly windows?: number;
  readonly step?: number;
  readonly refit?: number;
  readonly input?: number;
  readonly quantiles?: readonly number[];
  readonly levels?: readonly string[];
  readonly asOf?: Date;
  readonly seed?: number;
  readonly fresh?: boolean;
  readonly json?: boolean;
  readonly csv?: string;
  readonly html?: string;
}

const notes = `
Every model sees, at each cutoff, only what was known then. Scores are stored as they are made: a run that was interrupted goes
on where it stopped when the same command is given again, and a finished one is printed without computing.
`;

const examples = [
  'backtest --dataset shop',
  'backtest --dataset shop --models seasonal-naive,weekday-average --horizon 28 --windows 6 --step 28',
  'backtest --dataset shop --models n-beats,ets-ana --windows 3',
  'backtest --dataset shop --levels total,store,"store × department" --html report.html --csv scores.csv',
];

/** `forecastle backtest`: how good models would have been. */
export function addBacktest(program: Command, invocation: Invocation): void {
  program
    .command('backtest')
    .description('Score models on past data by rolling origin, and store the scores.')
    .option('--dataset <slug>', 'dataset (default: the only one)')
    .option(
      '--models <names>',
      'models, comma-separated, learned ones as name or name@version; all = all that need no artifact (default: all)',
      texts,
    )
    .option(
      '--horizon <periods>',
      'periods ahead (default: DEFAULT_HORIZON)',
      wholeNumber(1, 1_000_000),
    )
    .option('--windows <count>', 'number of cutoffs (default: 6)', wholeNumber(1, 1000))
    .option(
      '--step <periods>',
      'distance of cutoffs (default: the horizon)',
      wholeNumber(1, 1_000_000),
    )
    .option(
      '--refit <windows>',
      'new parameters every so many windows (default: 1)',
      wholeNumber(1, 1000),
    )
    .option(
      '--input <periods>',
      'let models see only so much history (default: all)',
      wholeNumber(1, 1_000_000),
    )
    .option(
      '--quantiles <levels>',
      'quantile levels, comma-separated (default: those of M5, 0.1 and 0.9)',
      quantileLevels,
    )
    .option(
      '--levels <names>',
      'levels to score: total, attributes and crosses, comma-separated, or m5 (default: those of M5 that the items have)',
      texts,
    )
    .option('--as-of <instant>', 'use only what was recorded by then', instant)
    .option(
      '--seed <number>',
      'seed of random choices (default: SEED)',
      wholeNumber(0, 2_147_483_647),
    )
    .option('--fresh', 'compute again even what is stored')
    .option('--csv <file>', 'also write the scores per model and level to a CSV file')
    .option('--html <file>', 'also write a report with drawings to one HTML file')
    .option('--json', 'print JSON')
    .addHelpText('after', `${notes}${helpFooter(examples)}`)
    .action((options: BacktestOptions) => backtest(invocation, options));
}

async function backtest(invocation: Invocation, options: BacktestOptions): Promise<void> {
  const { terminal, signal, config } = invocation;
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const dataset = await chosenDataset(app.catalog, options.dataset);
    // A learned model may have been published behind this database's back.
    if (options.models !== undefined) await app.syncModels.execute({ champions: 'as-they-are' });
    const progress = createProgress(terminal);
    try {
      const report = await app.runBacktest.execute(inquiryOf(dataset.slug, options, config()), {
        signal,
        onProgress: progress.report,
      });
      progress.finish();
      await writeFiles(invocation, options, report);
      await terminal.write(
        options.json === true
          ? `${JSON.stringify(reportJson(report), null, 2)}\n`
          : formatReport(report),
      );
    } finally {
      progress.finish();
    }
  });
}

function inquiryOf(
  dataset: string,
  options: BacktestOptions,
  { defaultHorizon, seed }: { readonly defaultHorizon: number; readonly seed: number },
): BacktestInquiry {
  const { models, windows, step, refit, input, quantiles, levels, asOf, fresh } = options;
  return {
    dataset,
    horizon: options.horizon ?? defaultHorizon,
    seed: options.seed ?? seed,
    ...(models === undefined ? {} : { models: [...models] }),
    ...(windows === undefined ? {} : { windows }),
    ...(step === undefined ? {} : { stepSize: step }),
    ...(refit === undefined ? {} : { refit }),
    ...(input === undefined ? {} : { input: { kind: 'rolling', size: input } }),
    ...(quantiles === undefined ? {} : { quantileLevels: [...quantiles] }),
    ...(levels === undefined ? {} : { levels: [...levels] }),
    ...(asOf === undefined ? {} : { asOf }),
    ...(fresh === undefined ? {} : { fresh }),
  };
}

async function writeFiles(
  { terminal }: Invocation,
  { csv, html }: BacktestOptions,
  report: BacktestReport,
): Promise<void> {
  const files = [
    { path: csv, content: reportCsv },
    { path: html, content: reportHtml },
  ];
  for (const { path, content } of files) {
    if (path === undefined) continue;
    const sink = openSink(path, terminal);
    try {
      await sink.write(content(report));
      await sink.close();
    } catch (error) {
      await sink.discard();
      throw error;
    }
    terminal.say(`Wrote ${path}.`);
  }
}
