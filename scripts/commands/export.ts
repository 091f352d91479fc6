import { extname } from 'node:path';

import { type Command, InvalidArgumentError } from 'commander';

import type { ExportFormat } from '../../server/application/forecast-exports/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { createProgress, formatBytes, formatCount } from '../terminal/index.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { helpFooter } from './help.ts';
import { wholeNumber } from './option-values.ts';

interface ExportOptions {
  readonly dataset?: string;
  readonly issue?: number;
  readonly output: string;
}

const examples = [
  'export --dataset shop --output forecasts.csv',
  'export --issue 12 --output forecasts.parquet',
  'export --dataset shop --output forecasts.csv.gz',
];

/** `forecastle export`: issued forecasts as a file. */
export function addExport(program: Command, invocation: Invocation): void {
  program
    .command('export')
    .description('Write forecasts that a refresh has issued to a file: CSV or Parquet.')
    .option('--dataset <slug>', 'its newest issue (default: that of the only dataset)')
    .option('--issue <number>', 'this issue', wholeNumber(1, 2_147_483_647))
    .requiredOption(
      '--output <file>',
      'file to write; .csv, .csv.gz and .parquet name their format',
      namedFile,
    )
    .addHelpText('after', helpFooter(examples))
    .action((options: ExportOptions) => exportIssue(invocation, options));
}

async function exportIssue(
  invocation: Invocation,
  { dataset, issue, output }: ExportOptions,
): Promise<void> {
  const { terminal, signal } = invocation;
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const format = formatOf(output) ?? 'csv';
    const chosen =
      issue === undefined
        ? { dataset: (await chosenDataset(app.catalog, dataset)).slug }
        : { issue };
    const progress = createProgress(terminal);
    try {
      const command = await app.exportForecasts.command({ ...chosen, format });
      const control = { signal, onProgress: progress.report };
      const { rows, bytes } = await app.exportForecasts.writeTo(output, command, control);
      progress.finish();
      terminal.say(
        `Wrote ${formatCount(rows)} rows of issue ${command.issue} to ${output} (${formatBytes(bytes)}).`,
      );
    } finally {
      progress.finish();
    }
  });
}

/** A file whose name says its format. */
function namedFile(path: string): string {
  if (formatOf(path) !== null) return path;
  throw new InvalidArgumentError('Expected a name that ends in .csv, .csv.gz or .parquet.');
}

function formatOf(path: string): ExportFormat | null {
  if (path.endsWith('.csv.gz')) return 'csv-gz';
  const ending = extname(path);
  if (ending === '.csv') return 'csv';
  return ending === '.parquet' ? 'parquet' : null;
}
