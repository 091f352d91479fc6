import type { Command } from 'commander';

import { type Invocation, withApp } from '../runtime/index.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { featuresCsv, featuresTable } from './feature-formats.ts';
import { helpFooter } from './help.ts';
import { instant, wholeNumber } from './option-values.ts';
import { readFeatureSpec } from './read-feature-spec.ts';
import { usageError } from './usage-error.ts';

interface FeaturesOptions {
  readonly dataset?: string;
  readonly item: string;
  readonly spec?: string;
  readonly cutoff?: string;
  readonly horizon?: number;
  readonly asOf?: Date;
  readonly json?: boolean;
  readonly csv?: boolean;
}

const notes = `
The table leaves zeros out; --csv and --json have every value. JSON carries the spec that was used: change it and give it back
with --spec. Categories, events and price levels are those of the dataset at the cutoff.
`;

/** `forecastle features`: what a network would be told of an item. */
export function addFeatures(program: Command, invocation: Invocation): void {
  program
    .command('features')
    .description('Show the features of an item at a cutoff, as networks are given them.')
    .option('--dataset <slug>', 'dataset of the item (default: the only one)')
    .requiredOption('--item <key>', 'key of the item')
    .option('--spec <file>', 'feature spec in JSON (default: that of the frequency)')
    .option('--cutoff <date>', 'last period whose demand is seen (default: the end of the data)')
    .option('--horizon <periods>', 'periods ahead (default: DEFAULT_HORIZON)', wholeNumber(1, 1000))
    .option('--as-of <instant>', 'use only what was recorded by then', instant)
    .option('--json', 'print JSON')
    .option('--csv', 'print CSV: block, date, feature, value')
    .addHelpText(
      'after',
      `${notes}${helpFooter([
        'features --dataset synthetic-demo --item FOODS_1_001_CA_1',
        'features --item FOODS_1_001_CA_1 --cutoff 2025-06-30 --json > features.json',
        'features --item FOODS_1_001_CA_1 --spec spec.json --csv',
      ])}`,
    )
    .action((options: FeaturesOptions) => showFeatures(invocation, options));
}

async function showFeatures(invocation: Invocation, options: FeaturesOptions): Promise<void> {
  const { terminal, signal, config } = invocation;
  if (options.json === true && options.csv === true) {
    throw usageError('Choose one of --json and --csv.');
  }
  const spec = options.spec === undefined ? undefined : readFeatureSpec(options.spec);
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const dataset = await chosenDataset(app.catalog, options.dataset);
    const found = await app.describeFeatures.execute(
      {
        dataset: dataset.slug,
        item: options.item,
        spec,
        horizon: options.horizon ?? config().defaultHorizon,
        ...(options.cutoff === undefined ? {} : { cutoff: options.cutoff }),
        ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
      },
      signal,
    );
    if (options.json === true) {
      await terminal.write(`${JSON.stringify(found, null, 2)}\n`);
      return;
    }
    await terminal.write(options.csv === true ? featuresCsv(found) : featuresTable(found));
  });
}
