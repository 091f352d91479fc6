import { dateOf } from '#core/calendar';
import type { Command } from 'commander';

import type { App } from '../../server/app.ts';
import { reportRefusals } from '../models/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { type Column, formatCount, formatTable } from '../terminal/index.ts';
import { helpFooter } from './help.ts';

interface DatasetLine {
  readonly slug: string;
  readonly name: string;
  readonly frequency: string;
  readonly missingValuePolicy: string;
  readonly synthetic: boolean;
  readonly items: number;
  readonly ingestions: number;
  readonly firstDate: string | null;
  readonly lastDate: string | null;
  readonly datasetVersion: string | null;
  /** null = that of MODEL_NAME. */
  readonly defaultModel: string | null;
  readonly licence: string;
}

const columns: readonly Column<DatasetLine>[] = [
  { title: 'dataset', text: ({ slug }) => slug },
  { title: 'frequency', text: ({ frequency }) => frequency },
  { title: 'items', align: 'right', text: ({ items }) => formatCount(items) },
  { title: 'from', text: ({ firstDate }) => firstDate ?? '-' },
  { title: 'to', text: ({ lastDate }) => lastDate ?? '-' },
  { title: 'ingestions', align: 'right', text: ({ ingestions }) => formatCount(ingestions) },
  { title: 'version', text: ({ datasetVersion }) => datasetVersion?.slice(0, 12) ?? '-' },
  { title: 'model', text: ({ defaultModel }) => defaultModel ?? '-' },
  { title: 'origin', text: ({ synthetic }) => (synthetic ? 'synthetic' : 'observed') },
  { title: 'name', text: ({ name }) => name },
];

/** `forecastle datasets`: what is stored, and which models answer for it. */
export function addDatasets(program: Command, invocation: Invocation): void {
  const datasets = program
    .command('datasets')
    .description(
      'List the datasets with their items, dates, versions and models; set their models.',
    )
    .addHelpText(
      'after',
      helpFooter([
        'datasets',
        'datasets --json',
        'datasets set-model shop n-beats',
        'datasets clear-model shop',
      ]),
    );

  datasets
    .command('list', { isDefault: true })
    .description('List the datasets.')
    .option('--json', 'print JSON')
    .action((options: { json?: boolean }) =>
      withApp(invocation, { migrations: 'require' }, async (app) => {
        const lines = await describeDatasets(app);
        const text =
          options.json === true
            ? `${JSON.stringify(lines, null, 2)}\n`
            : formatTable(columns, lines);
        await invocation.terminal.write(text);
        if (lines.length === 0) {
          invocation.terminal.say('No datasets yet: run `forecastle demo` or `forecastle ingest`.');
        }
      }),
    );

  datasets
    .command('set-model')
    .argument('<dataset>')
    .argument('<model>', 'a baseline, a learned model (its champion) or name@version')
    .description('Let a model answer forecasts of a dataset that name none.')
    .action((dataset: string, model: string) => setModel(invocation, dataset, model));

  datasets
    .command('clear-model')
    .argument('<dataset>')
    .description('Leave forecasts of a dataset that name no model to that of MODEL_NAME.')
    .action((dataset: string) => setModel(invocation, dataset, null));
}

async function setModel(invocation: Invocation, slug: string, model: string | null): Promise<void> {
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    await app.syncModels.execute({ champions: 'as-they-are' });
    const result = await app.setDefaultModel.execute({ dataset: slug, model });
    reportRefusals(invocation, result);
    if (result.dataset === null) return;
    const { defaultModel } = result.dataset;
    await invocation.terminal.write(
      defaultModel === null
        ? `${slug} has no default model now: ${app.config.modelName} answers for it.\n`
        : `${defaultModel} is the default model of ${slug} now.\n`,
    );
  });
}

async function describeDatasets({ catalog, series }: App): Promise<readonly DatasetLine[]> {
  const datasets = await catalog.datasets();
  const ids = datasets.map(({ id }) => id);
  const [snapshots, counts] = await Promise.all([
    series.snapshots(ids, null),
    catalog.itemCounts(ids),
  ]);
  return datasets.map((dataset) => {
    const { calendar } = dataset;
    const snapshot = snapshots.get(dataset.id) ?? null;
    const date = (period: number | null) => (period === null ? null : dateOf(calendar, period));
    return {
      slug: dataset.slug,
      name: dataset.name,
      frequency: calendar.frequency,
      missingValuePolicy: dataset.missingValuePolicy,
      synthetic: dataset.synthetic,
      items: counts.get(dataset.id) ?? 0,
      ingestions: snapshot?.sequence ?? 0,
      firstDate: date(snapshot?.firstPeriod ?? null),
      lastDate: date(snapshot?.lastPeriod ?? null),
      datasetVersion: snapshot?.datasetVersion ?? null,
      defaultModel: dataset.defaultModel,
      licence: dataset.licence,
    };
  });
}
