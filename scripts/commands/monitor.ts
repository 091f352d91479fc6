import type { Command } from 'commander';

import type { App } from '../../server/app.ts';
import { alertColumns, judgementColumns } from '../monitor/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { formatTable } from '../terminal/index.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { helpFooter } from './help.ts';

interface Options {
  readonly dataset?: string;
  readonly record?: boolean;
  readonly json?: boolean;
}

/** `forecastle monitor`: what is measured against thresholds, and which alerts are not resolved. */
export function addMonitor(program: Command, invocation: Invocation): void {
  const { terminal } = invocation;
  program
    .command('monitor')
    .description('Hold data and models against the thresholds ALERT_*; show unresolved alerts.')
    .option('--dataset <slug>', 'show this dataset only')
    .option('--record', 'raise and resolve alerts by what is found, of all datasets')
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      helpFooter(['monitor', 'monitor --dataset m5 --json', 'monitor --record']),
    )
    .action((options: Options) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const { measured, alerts } = await look(app, options);
        if (options.json === true) {
          await terminal.write(`${JSON.stringify({ measured, alerts }, null, 2)}\n`);
          return;
        }
        await terminal.write(
          `${formatTable(judgementColumns, measured)}\n${formatTable(alertColumns, alerts)}`,
        );
        for (const { kind, dataset, message } of alerts) {
          terminal.say(`${kind}${dataset === null ? '' : ` of ${dataset}`}: ${message}`);
        }
        if (alerts.length === 0) terminal.say('No alert is unresolved.');
      }),
    );
}

async function look(app: App, { dataset: slug, record }: Options) {
  const dataset = slug === undefined ? null : (await chosenDataset(app.catalog, slug)).slug;
  const judgements = await app.evaluateAlerts.measure();
  if (record === true) await app.evaluateAlerts.record(judgements);
  const filter = { dataset, kind: null, states: ['OPEN', 'ACKNOWLEDGED'] as const };
  const newest = { first: app.config.maxPageSize, before: null };
  const { entries: alerts } = await app.listAlerts.page(filter, newest);
  const measured = judgements.filter(({ topic }) => dataset === null || topic.dataset === dataset);
  return { measured, alerts };
}
