import { dateOf } from '#core/calendar';
import type { DriftFinding } from '#core/drift';
import type { Command } from 'commander';

import type { Dataset } from '../../server/application/catalog/index.ts';
import type { DriftCheck } from '../../server/application/monitoring/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { type Column, formatNumber, formatTable } from '../terminal/index.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { helpFooter } from './help.ts';
import { instant } from './option-values.ts';

interface DriftOptions {
  readonly dataset?: string;
  readonly cutoff?: string;
  readonly level?: readonly string[];
  readonly asOf?: Date;
  readonly json?: boolean;
}

const notes = `
Segments are compared with the weeks before, their surroundings and the same weeks of the year before; items are looked at for
silence and growth. The report is stored; the same check of the same data is stored once. --json says of each finding what it means.
`;

/** `forecastle drift`: what has changed in a dataset. */
export function addDrift(program: Command, invocation: Invocation): void {
  program
    .command('drift')
    .description('Look for what has changed in a dataset: demand, weekdays, prices, listings.')
    .option('--dataset <slug>', 'dataset to look at (default: the only one)')
    .option('--cutoff <date>', 'last period that is looked at (default: the end of the data)')
    .option(
      '--level <names...>',
      'levels of segments, such as store (default: total, state, store, category, department)',
    )
    .option('--as-of <instant>', 'use only what was recorded by then', instant)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `${notes}${helpFooter([
        'drift --dataset shop',
        'drift --dataset shop --level store "store × department" --json',
        'drift --dataset shop --cutoff 2025-06-30',
      ])}`,
    )
    .action((options: DriftOptions) => showDrift(invocation, options));
}

async function showDrift(invocation: Invocation, options: DriftOptions): Promise<void> {
  const { terminal, signal } = invocation;
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const dataset = await chosenDataset(app.catalog, options.dataset);
    const check = await app.checkDrift.execute(
      {
        dataset: dataset.slug,
        ...(options.cutoff === undefined ? {} : { cutoff: options.cutoff }),
        ...(options.level === undefined ? {} : { levels: options.level }),
        ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
      },
      { signal },
    );
    if (options.json === true) {
      await terminal.write(`${JSON.stringify(driftJson(check, dataset), null, 2)}\n`);
      return;
    }
    await terminal.write(driftTable(check, dataset));
  });
}

function driftTable({ report }: DriftCheck, { calendar }: Dataset): string {
  const columns: readonly Column<DriftFinding>[] = [
    { title: 'level', text: ({ level }) => level },
    { title: 'segment', text: ({ segment }) => segment },
    { title: 'finding', text: ({ kind }) => kind },
    { title: 'since', text: ({ since }) => dateOf(calendar, since) },
    { title: 'effect', align: 'right', text: ({ effect }) => formatNumber(rounded(effect)) },
    {
      title: 'threshold',
      align: 'right',
      text: ({ threshold }) => formatNumber(rounded(threshold)),
    },
  ];
  const { findings, levels, omittedItems, checkedThrough } = report;
  const drifted = levels.map(
    (one) => `${one.drifted} of ${one.segments} segments of level ${one.level}`,
  );
  return [
    findings.length === 0 ? '' : formatTable(columns, findings),
    omittedItems === 0 ? '' : `${omittedItems} more findings on items are left out.\n`,
    `By ${dateOf(calendar, checkedThrough)} these have changed: ${drifted.join(', ')}.\n`,
    report.isSeasonKnown
      ? ''
      : 'There is no year before to tell the season from: shifts have to be larger.\n',
  ].join('');
}

function driftJson({ report, ...check }: DriftCheck, { slug, calendar }: Dataset): object {
  const { checkedThrough, findings, ...rest } = report;
  return {
    number: check.id,
    dataset: slug,
    datasetVersion: check.datasetVersion,
    asOf: check.asOf,
    createdAt: check.createdAt,
    cutoff: dateOf(calendar, checkedThrough),
    ...rest,
    findings: findings.map((finding) => ({ ...finding, since: dateOf(calendar, finding.since) })),
  };
}

function rounded(value: number): number {
  return Number(value.toFixed(3));
}
