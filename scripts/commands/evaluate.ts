import { frequencies } from '#core/calendar';
import { type Command, Option } from 'commander';

import { EvaluateFiles, type EvaluationInput } from '../../server/application/evaluation/index.ts';
import { FileSourceReader } from '../../server/files/index.ts';
import {
  evaluationFormat,
  type EvaluationFormat,
  evaluationFormats,
  formatEvaluation,
} from '../evaluate/index.ts';
import { exitCodes, type Invocation } from '../runtime/index.ts';
import { createProgress } from '../terminal/index.ts';
import { helpFooter } from './help.ts';
import { texts, wholeNumber } from './option-values.ts';
import { openSink } from './sink.ts';

interface EvaluateOptions extends Omit<EvaluationInput, 'coverage' | 'levels'> {
  readonly levels?: readonly string[];
  readonly partial?: boolean;
  readonly format?: EvaluationFormat;
  readonly json?: boolean;
  readonly output?: string;
}

const layouts = `
Files are CSV, CSV.gz or Parquet, each in one of these layouts:
  forecasts  item_id,date,mean[,median][,q0.1,q0.5,..][,cutoff] · M5's id,F1..F28 · level,series,date,mean[,..]
  actuals    item_id,date,demand[,price] · M5's id,item_id,..,d_1.. · level,series,date,demand
  hierarchy  item_id and a column per attribute, as state,store,category,department,item · M5's sales files
  weights    level,series,weight · item_id,weight · M5's Level_id,Agg_Level_1,Agg_Level_2,weight
  prices     item_id,date,price · M5's store_id,item_id,wm_yr_wk,sell_price with its calendar (--calendar)
  scales     level,series,scale[,absolute_scale]: the denominators of RMSSE and of the scaled pinball loss
Levels are total, item-store, attributes and their crosses ("store × department" or "store*department"), or m5.
Weights not given come from the sales of the last 28 periods before each cutoff, in money where prices are known, scales from
the history in the actuals.
Scores are fractions (WAPE 0.6 = 60 %), FVA in points of WAPE better than seasonal naive; the average is over the levels.
The WAPE is that of the median column where there is one, else of the mean; every other point score is the mean's.
`;

const examples = [
  'evaluate --actuals actuals.csv --forecasts forecasts.csv.gz',
  'evaluate --actuals sales.csv --forecasts forecasts.csv --hierarchy items.csv --levels total,store,item-store --json',
  'evaluate --actuals sales_train_evaluation.csv --forecasts submission.csv --weights weights_evaluation.csv',
  'evaluate --actuals sales_train_evaluation.csv --forecasts submission.csv --prices sell_prices.csv --calendar calendar.csv',
];

/** `forecastle evaluate`: how good the forecasts of a file were, at every level. */
export function addEvaluate(program: Command, invocation: Invocation): void {
  program
    .command('evaluate')
    .description(
      'Score a forecast file, of any origin, against actual demand: WRMSSE, WSPL, WAPE, bias and more at every level.',
    )
    .requiredOption('--actuals <file>', 'what was sold')
    .requiredOption('--forecasts <file>', 'what was forecast')
    .option('--hierarchy <file>', 'attributes of the items, which levels group by')
    .option('--weights <file>', 'weights of the series')
    .option('--prices <file>', 'prices of the items, for weights by sales in money')
    .option('--calendar <file>', 'M5’s calendar, for its prices by week')
    .option('--scales <file>', 'scales of the series')
    .option('--levels <names>', 'levels to score, comma-separated (default: all)', texts)
    .option('--partial', 'score only what was forecast, whatever else was sold')
    .addOption(
      new Option('--frequency <step>', 'step of the files').choices(frequencies).default('daily'),
    )
    .option('--week-starts-on <day>', '1 Monday .. 7 Sunday; weekly only', wholeNumber(1, 7), 1)
    .addOption(
      new Option('--missing <meaning>', 'a forecast date without an actual')
        .choices(['skip', 'zero'])
        .default('skip'),
    )
    .option(
      '--scaled',
      'also MASE and RMSSE over all items: the actuals then hold the history before the forecasts',
    )
    .option(
      '--output <file>',
      'write to a file; .csv, .csv.gz, .json and .json.gz name their format',
    )
    .addOption(new Option('--format <format>', 'form of the result').choices(evaluationFormats))
    .option('--json', 'the same as --format json')
    .addHelpText('after', `${layouts}${helpFooter(examples)}`)
    .action((options: EvaluateOptions) => evaluate(invocation, options));
}

async function evaluate(invocation: Invocation, options: EvaluateOptions): Promise<void> {
  const { terminal, signal } = invocation;
  const { partial = false, output, ...input } = options;
  const progress = createProgress(terminal);
  try {
    const evaluation = await new EvaluateFiles(new FileSourceReader()).execute(
      { ...input, coverage: partial ? 'partial' : 'complete' },
      { signal, onProgress: progress.report },
    );
    progress.finish();
    const sink = openSink(output ?? null, terminal);
    await sink.write(formatEvaluation(evaluation, evaluationFormat(options)));
    await sink.close();
    for (const note of evaluation.notes) terminal.say(`Note: ${note}.`);
    if (evaluation.windows > 0) return;
    terminal.say('No forecast date has an actual: do both files name the same items and dates?');
    invocation.endWith(exitCodes.failure);
  } finally {
    progress.finish();
  }
}
