import { type Command, Option } from 'commander';

import { badRowPolicies, negativePolicies } from '../../server/application/ingestion/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { createProgress } from '../terminal/index.ts';
import { helpFooter } from './help.ts';
import { formatIngestion } from './ingestion-report.ts';
import { addMappingOptions, mappingOf, type MappingOptions } from './mapping-options.ts';
import { texts } from './option-values.ts';

interface IngestOptions extends MappingOptions {
  readonly dataset: string;
  readonly format: 'long' | 'm5';
  readonly name?: string;
  readonly description?: string;
  readonly licence?: string;
  readonly sha256?: readonly string[];
  readonly negatives: string;
  readonly badRows: string;
  readonly createItems: boolean;
  readonly verify?: boolean;
  readonly again?: boolean;
  readonly json?: boolean;
}

const examples = [
  'ingest sales.csv --dataset shop',
  'ingest tx.csv.gz --dataset shop --item StockCode --date InvoiceDate --demand Quantity \\\n' +
    '        --where "Quantity>0" --aggregate sum --frequency daily',
  'ingest sales.parquet --dataset shop --mapping mapping.json --json',
  'ingest sales_train_evaluation.csv calendar.csv sell_prices.csv --format m5 --dataset m5 --verify',
];

/** `forecastle ingest`: sales history from files, all or nothing. */
export function addIngest(program: Command, invocation: Invocation): void {
  const command = program
    .command('ingest')
    .description(
      'Load sales history: long CSV (also .gz) or Parquet by a column mapping, or M5 wide files.',
    )
    .argument('<files...>', 'files to read, in this order')
    .requiredOption('--dataset <slug>', 'dataset to add to; created where it is missing')
    .addOption(
      new Option('--format <format>', 'layout of the files')
        .choices(['long', 'm5'])
        .default('long'),
    )
    .option('--name <text>', 'name of a new dataset')
    .option('--description <text>', 'what the dataset is')
    .option('--licence <text>', 'terms of the data')
    .option('--sha256 <digests>', 'expected SHA-256 of each file’s content, comma-separated', texts)
    .option('--verify', 'refuse M5 files that are not the official ones')
    .option('--again', 'ingest also what has been ingested before')
    .option('--no-create-items', 'refuse items that the dataset does not know')
    .addOption(
      new Option('--negatives <policy>', 'negative demand')
        .choices(negativePolicies)
        .default('reject'),
    )
    .addOption(
      new Option('--bad-rows <policy>', 'rows that cannot be read')
        .choices(badRowPolicies)
        .default('reject'),
    );
  addMappingOptions(command)
    .option('--json', 'print JSON')
    .addHelpText('after', helpFooter(examples))
    .action((files: readonly string[], options: IngestOptions) =>
      ingest(invocation, files, options),
    );
}

async function ingest(
  invocation: Invocation,
  files: readonly string[],
  options: IngestOptions,
): Promise<void> {
  const { terminal, signal } = invocation;
  const { dataset: slug, name, description, licence, format, negatives, badRows } = options;
  const input = {
    dataset: { slug, name, description, licence },
    format,
    files: files.map((path, index) => ({ path, sha256: options.sha256?.[index] })),
    ...(format === 'long' ? { mapping: await mappingOf(options) } : {}),
    negatives,
    badRows,
    createItems: options.createItems,
    verify: options.verify ?? false,
    again: options.again ?? false,
  };
  await withApp(invocation, { migrations: 'apply' }, async (app) => {
    const progress = createProgress(terminal);
    const startedAt = performance.now();
    try {
      const report = await app.ingestFiles.execute(input, { onProgress: progress.report, signal });
      progress.finish();
      const elapsed = performance.now() - startedAt;
      await terminal.write(
        options.json === true
          ? `${JSON.stringify(report, null, 2)}\n`
          : formatIngestion(slug, report, elapsed),
      );
    } finally {
      progress.finish();
    }
  });
}
