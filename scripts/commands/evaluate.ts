import { frequencies, type Frequency } from '#core/calendar';
import { type Command, Option } from 'commander';

import { FileSourceReader } from '../../server/files/index.ts';
import {
  describeScores,
  formatEvaluation,
  type ForecastFile,
  readActuals,
  readForecasts,
  scoreForecasts,
  type ScoreOptions,
} from '../evaluate/index.ts';
import { exitCodes, type Invocation } from '../runtime/index.ts';
import { createProgress } from '../terminal/index.ts';
import { helpFooter } from './help.ts';
import { wholeNumber } from './option-values.ts';

interface EvaluateOptions {
  readonly actuals: string;
  readonly forecasts: string;
  readonly frequency: Frequency;
  readonly weekStartsOn: number;
  readonly missing: ScoreOptions['missing'];
  readonly scaled?: boolean;
  readonly json?: boolean;
}

const layouts = `
Forecasts: item_id,date,mean[,median][,q0.1,q0.5,..][,cutoff]; actuals: item_id,date,demand. CSV, CSV.gz or Parquet.
Scores are fractions (WAPE 0.6 = 60 %), over all values together and per lead time.
`;

const examples = [
  'evaluate --actuals actuals.csv --forecasts forecasts.csv.gz',
  'evaluate --actuals sales.csv --forecasts forecasts.csv --scaled --missing zero --json',
];

/** `forecastle evaluate`: how good the forecasts of a file were. */
export function addEvaluate(program: Command, invocation: Invocation): void {
  program
    .command('evaluate')
    .description('Score a forecast file, of any origin, against a file of actual demand.')
    .requiredOption('--actuals <file>', 'what was sold')
    .requiredOption('--forecasts <file>', 'what was forecast')
    .addOption(
      new Option('--frequency <step>', 'step of both files').choices(frequencies).default('daily'),
    )
    .option('--week-starts-on <day>', '1 Monday .. 7 Sunday; weekly only', wholeNumber(1, 7), 1)
    .addOption(
      new Option('--missing <meaning>', 'a forecast date without an actual')
        .choices(['skip', 'zero'])
        .default('skip'),
    )
    .option(
      '--scaled',
      'also MASE and RMSSE: the actuals then hold the history before the forecasts',
    )
    .option('--json', 'print JSON')
    .addHelpText('after', `${layouts}${helpFooter(examples)}`)
    .action((options: EvaluateOptions) => evaluate(invocation, options));
}

async function evaluate(invocation: Invocation, options: EvaluateOptions): Promise<void> {
  const { terminal, signal } = invocation;
  const { frequency, weekStartsOn, missing, scaled = false } = options;
  const calendar = { frequency, weekStartsOn };
  const progress = createProgress(terminal);
  const control = { reader: new FileSourceReader(), signal, onProgress: progress.report };
  try {
    const forecasts = await readForecasts(options.forecasts, calendar, control);
    const actuals = await readActuals(
      options.actuals,
      calendar,
      control,
      wantedBy(forecasts, scaled),
    );
    progress.finish();
    const scores = describeScores(
      scoreForecasts(forecasts, actuals, { missing, scaled, frequency }),
    );
    await terminal.write(
      options.json === true ? `${JSON.stringify(scores, null, 2)}\n` : formatEvaluation(scores),
    );
    if (scores.scored > 0) return;
    terminal.say('No forecast date has an actual: do both files name the same items and dates?');
    invocation.endWith(exitCodes.failure);
  } finally {
    progress.finish();
  }
}

/** Which actuals are worth keeping: those of forecast periods, with `scaled` also the history of the items. */
function wantedBy(
  { runs }: ForecastFile,
  scaled: boolean,
): (item: string, period: number) => boolean {
  const periods = new Map<string, Set<number>>();
  for (const { item, points } of runs) {
    const known = periods.get(item) ?? new Set();
    for (const { period } of points) known.add(period);
    periods.set(item, known);
  }
  return (item, period) => {
    const known = periods.get(item);
    return known !== undefined && (scaled || known.has(period));
  };
}
