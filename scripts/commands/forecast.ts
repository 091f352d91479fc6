import { type Command, Option } from 'commander';

import { type Invocation, withApp } from '../runtime/index.ts';
import { createProgress } from '../terminal/index.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { forecastBatches, type ForecastSelection } from './forecast-batches.ts';
import {
  type ForecastFormat,
  forecastFormats,
  formatOf,
  writeForecasts,
} from './forecast-formats.ts';
import { helpFooter } from './help.ts';
import { instant, quantileLevels, texts, wholeNumber } from './option-values.ts';
import { openSink } from './sink.ts';
import { usageError } from './usage-error.ts';

interface ForecastOptions {
  readonly dataset?: string;
  readonly all?: boolean;
  readonly store?: readonly string[];
  readonly department?: readonly string[];
  readonly category?: readonly string[];
  readonly state?: readonly string[];
  readonly keyPrefix?: string;
  readonly horizon?: number;
  readonly model?: string;
  readonly quantiles?: readonly number[];
  readonly asOf?: Date;
  readonly cutoff?: string;
  readonly format?: ForecastFormat;
  readonly json?: boolean;
  readonly output?: string;
}

const examples = [
  'forecast FOODS_1_001_CA_1 --dataset synthetic-demo --horizon 14',
  'forecast --dataset shop --store CA_1,CA_2 --model seasonal-naive --quantiles 0.1,0.9 --json',
  'forecast --dataset shop --all --cutoff 2016-04-24 --output forecasts.csv.gz',
];

/** `forecastle forecast`: forecasts of items to a table, CSV or JSON. */
export function addForecast(program: Command, invocation: Invocation): void {
  program
    .command('forecast')
    .description(
      'Forecast items: those that are named, those that a filter selects, or all of a dataset.',
    )
    .argument('[items...]', 'keys of items')
    .option('--dataset <slug>', 'dataset of the items (default: the only one)')
    .option('--all', 'every item of the dataset')
    .option('--store <names>', 'items of these stores, comma-separated', texts)
    .option('--department <names>', 'items of these departments', texts)
    .option('--category <names>', 'items of these categories', texts)
    .option('--state <names>', 'items of stores in these states', texts)
    .option('--key-prefix <text>', 'items whose key starts so')
    .option(
      '--horizon <periods>',
      'periods ahead (default: DEFAULT_HORIZON)',
      wholeNumber(1, 1_000_000),
    )
    .option('--model <name>', 'model to ask (default: MODEL_NAME)')
    .option('--quantiles <levels>', 'levels between 0 and 1, comma-separated', quantileLevels)
    .option('--as-of <instant>', 'use only what was recorded by then', instant)
    .option('--cutoff <date>', 'last period that the model may see (default: the end of the data)')
    .option(
      '--output <file>',
      'write to a file; .csv, .csv.gz, .json and .json.gz name their format',
    )
    .addOption(new Option('--format <format>', 'form of the result').choices(forecastFormats))
    .option('--json', 'the same as --format json')
    .addHelpText('after', helpFooter(examples))
    .action((keys: readonly string[], options: ForecastOptions) =>
      forecast(invocation, keys, options),
    );
}

async function forecast(
  invocation: Invocation,
  keys: readonly string[],
  options: ForecastOptions,
): Promise<void> {
  const { terminal, signal } = invocation;
  const filter = filterOf(options);
  refuseContradictions(keys, filter, options);
  const format = formatOf(options, terminal.showsResult);
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const dataset = await chosenDataset(app.catalog, options.dataset);
    const selection: ForecastSelection = keys.length > 0 ? { keys } : { filter };
    const request = {
      dataset,
      selection,
      horizon: options.horizon,
      model: options.model,
      quantileLevels: options.quantiles,
      asOf: options.asOf,
      cutoff: options.cutoff,
    };
    const progress = createProgress(terminal);
    const sink = openSink(options.output ?? null, terminal);
    try {
      const batches = forecastBatches(app, request, { signal, onProgress: progress.report });
      const { items, degraded } = await writeForecasts(format, batches, sink.write);
      await sink.close();
      progress.finish();
      if (degraded > 0)
        terminal.say(
          `${degraded} of ${items} items were served by another model than the requested one.`,
        );
      if (items === 0) terminal.say('No item matches.');
    } catch (error) {
      await sink.discard();
      throw error;
    } finally {
      progress.finish();
    }
  });
}

function filterOf({ store, department, category, state, keyPrefix }: ForecastOptions) {
  return {
    ...(store === undefined ? {} : { store }),
    ...(department === undefined ? {} : { department }),
    ...(category === undefined ? {} : { category }),
    ...(state === undefined ? {} : { state }),
    ...(keyPrefix === undefined ? {} : { keyPrefix }),
  };
}

function refuseContradictions(
  keys: readonly string[],
  filter: object,
  { all }: ForecastOptions,
): void {
  const ways = [keys.length > 0, Object.keys(filter).length > 0, all === true];
  const named = ways.filter(Boolean).length;
  if (named === 1) return;
  throw usageError(
    named === 0
      ? 'Name the items to forecast: their keys, a filter such as --store, or --all.'
      : 'Name the items in one way: by keys, by filters, or --all.',
  );
}
