import { randomUUID } from 'node:crypto';

import type { Command } from 'commander';

import { dateOf } from '#core/calendar';

import type { ForecastIssue } from '../../server/application/forecast-issues/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { createProgress, formatCount } from '../terminal/index.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { helpFooter } from './help.ts';
import { instant, quantileLevels, wholeNumber } from './option-values.ts';

interface RefreshOptions {
  readonly dataset?: string;
  readonly model?: string;
  readonly horizon?: number;
  readonly quantiles?: readonly number[];
  readonly asOf?: Date;
  readonly json?: boolean;
}

const notes = `
Items are forecast and stored shard by shard: a refresh that was interrupted goes on where it stopped when the same command is given
again. The same data, model and settings are one issue: it is not computed twice.
`;

const examples = [
  'refresh --dataset shop',
  'refresh --dataset shop --horizon 28 --model seasonal-naive',
  'refresh --dataset shop --quantiles 0.1,0.5,0.9 --json',
];

/** `forecastle refresh`: forecasts of every item of a dataset, stored. */
export function addRefresh(program: Command, invocation: Invocation): void {
  program
    .command('refresh')
    .description('Forecast every item of a dataset and store what is said, for later requests.')
    .option('--dataset <slug>', 'dataset (default: the only one)')
    .option('--model <name>', 'model to ask (default: that of the dataset)')
    .option(
      '--horizon <periods>',
      'periods ahead (default: DEFAULT_HORIZON)',
      wholeNumber(1, 1_000_000),
    )
    .option(
      '--quantiles <levels>',
      'levels between 0 and 1, comma-separated (default: REFRESH_QUANTILE_LEVELS)',
      quantileLevels,
    )
    .option('--as-of <instant>', 'use only what was recorded by then', instant)
    .option('--json', 'print JSON')
    .addHelpText('after', `${notes}${helpFooter(examples)}`)
    .action((options: RefreshOptions) => refresh(invocation, options));
}

async function refresh(invocation: Invocation, options: RefreshOptions): Promise<void> {
  const { terminal, signal, config } = invocation;
  const { model, horizon, quantiles, asOf, json } = options;
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const dataset = await chosenDataset(app.catalog, options.dataset);
    // A learned model may have been published behind this database's back.
    await app.syncModels.execute({ champions: 'as-they-are' });
    const progress = createProgress(terminal);
    try {
      const request = {
        dataset: dataset.slug,
        asOf: asOf ?? new Date(),
        ...(model === undefined ? {} : { model }),
        ...(horizon === undefined ? {} : { horizon }),
        ...(quantiles === undefined ? {} : { quantileLevels: [...quantiles] }),
      };
      const hold = { holder: randomUUID(), seconds: config().jobHeartbeatSeconds };
      const issue = await app.refreshForecasts.execute(request, {
        ...{ signal, hold, onProgress: progress.report },
      });
      progress.finish();
      const cutoff = dateOf(dataset.calendar, issue.cutoff);
      await terminal.write(
        json === true ? `${JSON.stringify({ ...issue, cutoff }, null, 2)}\n` : said(issue, cutoff),
      );
    } finally {
      progress.finish();
    }
  });
}

function said(issue: ForecastIssue, cutoff: string): string {
  const { id, items, dataset, model, modelVersion, horizon, quantileLevels, issuedAt } = issue;
  const lines = [
    `issue: ${id}`,
    `items: ${formatCount(items)} of ${dataset}`,
    `data up to: ${cutoff}`,
    `model: ${modelVersion ?? `${model} (not available; others answered)`}`,
    `horizon: ${horizon} periods, quantiles ${quantileLevels.join(', ')}`,
    `issued: ${issuedAt?.toISOString() ?? '-'}`,
  ];
  return `${lines.join('\n')}\n`;
}
