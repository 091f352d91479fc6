import type { Command } from 'commander';

import type { App } from '../../server/app.ts';
import type {
  ForecastUserError,
  ForecastVerification,
} from '../../server/application/forecast-verification/index.ts';
import { exitCodes, type Invocation, withApp } from '../runtime/index.ts';
import { type Column, createProgress, formatNumber, formatTable } from '../terminal/index.ts';
import { checkHelpFooter } from './help.ts';
import { readForecasts, type WrittenForecast } from './read-forecasts.ts';

const columns: readonly Column<ForecastVerification>[] = [
  { title: 'item', text: ({ item }) => item.key },
  { title: 'matches', text: ({ matches }) => (matches ? 'yes' : 'no') },
  { title: 'computed by', text: ({ found }) => found.modelVersion },
  {
    title: 'largest difference',
    align: 'right',
    text: ({ largestDifference }) =>
      largestDifference === null ? '-' : formatNumber(largestDifference),
  },
  {
    title: 'differs in',
    text: ({ differences }) => differences.map(({ kind }) => kind).join(' ') || '-',
  },
];

/** `forecastle verify-forecast`: whether forecasts in a file are what would be computed now. */
export function addVerifyForecast(program: Command, invocation: Invocation): void {
  program
    .command('verify-forecast')
    .argument('<file>', 'what `forecast --json` wrote; .json or .json.gz')
    .description(
      'Compute forecasts again from the data, models and settings that they name, and say what differs.',
    )
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      checkHelpFooter(
        [
          'forecast --dataset shop --all --output forecasts.json',
          'verify-forecast forecasts.json',
          'verify-forecast forecasts.json.gz --json',
        ],
        'a forecast does not match',
      ),
    )
    .action((file: string, { json = false }: { json?: boolean }) =>
      verifyForecasts(invocation, file, json),
    );
}

async function verifyForecasts(
  invocation: Invocation,
  file: string,
  asJson: boolean,
): Promise<void> {
  const { terminal, endWith } = invocation;
  const forecasts = await readForecasts(file);
  const { verifications, userErrors } = await withApp(
    invocation,
    { migrations: 'require' },
    (app) => verifyInBatches(app, forecasts, invocation),
  );
  for (const { message } of userErrors) terminal.say(`Refused: ${message}`);
  await terminal.write(
    asJson
      ? `${JSON.stringify({ verifications, userErrors }, null, 2)}\n`
      : formatTable(columns, verifications),
  );
  const different = verifications.filter(({ matches }) => !matches);
  for (const { item, differences } of different) {
    for (const { kind, detail } of differences) terminal.say(`${item.key}: ${kind}: ${detail}`);
  }
  if (userErrors.length > 0) endWith(exitCodes.badInput);
  else if (different.length > 0) endWith(exitCodes.failure);
}

/** As many at once as one request may name; a refusal ends it. */
async function verifyInBatches(
  { verifyForecast, config }: App,
  forecasts: readonly WrittenForecast[],
  { terminal, signal }: Invocation,
): Promise<{
  readonly verifications: readonly ForecastVerification[];
  readonly userErrors: readonly ForecastUserError[];
}> {
  const progress = createProgress(terminal);
  const verifications: ForecastVerification[] = [];
  const total = forecasts.length;
  try {
    for (let from = 0; from < total; from += config.maxItems) {
      const part = forecasts.slice(from, from + config.maxItems);
      const result = await verifyForecast.execute({ forecasts: part }, signal);
      if (result.verifications === null) return { verifications, userErrors: result.userErrors };
      verifications.push(...result.verifications);
      progress.report({ stage: 'verify', done: verifications.length, total, unit: 'forecasts' });
    }
    return { verifications, userErrors: [] };
  } finally {
    progress.finish();
  }
}
