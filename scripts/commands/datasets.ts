import { dateOf } from '#core/calendar';
import type { Command } from 'commander';

import type { App } from '../../server/app.ts';
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
  { title: 'origin', text: ({ synthetic }) => (synthetic ? 'synthetic' : 'observed') },
  { title: 'name', text: ({ name }) => name },
];

/** `forecastle datasets`: what is stored. */
export function addDatasets(program: Command, invocation: Invocation): void {
  program
    .command('datasets')
    .description('List the datasets with their items, dates and versions.')
    .option('--json', 'print JSON')
    .addHelpText('after', helpFooter(['datasets', 'datasets --json']))
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
      licence: dataset.licence,
    };
  });
}
