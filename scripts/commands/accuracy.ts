import { poolSums, type SummedScores } from '#core/backtest';
import { type Calendar, dateOf } from '#core/calendar';
import type { Command } from 'commander';

import type { Dataset } from '../../server/application/catalog/index.ts';
import {
  degradedShare,
  itemScore,
  levelAccuracies,
  realisedPeriods,
  type ScoredIssue,
} from '../../server/application/realised-accuracy/index.ts';
import { type Invocation, withApp } from '../runtime/index.ts';
import { type Column, createProgress, formatNumber, formatTable } from '../terminal/index.ts';
import { chosenDataset } from './chosen-dataset.ts';
import { helpFooter } from './help.ts';
import { instant } from './option-values.ts';

interface AccuracyOptions {
  readonly dataset?: string;
  readonly asOf?: Date;
  readonly json?: boolean;
}

const notes = `
Issues count whose cutoff lies among the last REALISED_WINDOW_PERIODS periods of the data. Scores are stored; the same check of the same
data is stored once. --json has every level and group. Alerts look at what is stored: \`forecastle monitor\`.
`;

/** `forecastle accuracy`: how good issued forecasts were. */
export function addAccuracy(program: Command, invocation: Invocation): void {
  program
    .command('accuracy')
    .description('Score issued forecasts against the demand that has arrived since.')
    .option('--dataset <slug>', 'dataset to look at (default: the only one)')
    .option('--as-of <instant>', 'use only the demand that was recorded by then', instant)
    .option('--json', 'print JSON')
    .addHelpText(
      'after',
      `${notes}${helpFooter(['accuracy --dataset shop', 'accuracy --dataset shop --json'])}`,
    )
    .action((options: AccuracyOptions) => showAccuracy(invocation, options));
}

async function showAccuracy(invocation: Invocation, options: AccuracyOptions): Promise<void> {
  const { terminal, signal } = invocation;
  const { asOf, json } = options;
  await withApp(invocation, { migrations: 'require' }, async (app) => {
    const dataset = await chosenDataset(app.catalog, options.dataset);
    const progress = createProgress(terminal);
    try {
      const scored = await app.checkAccuracy.execute(
        { dataset: dataset.slug, ...(asOf === undefined ? {} : { asOf }) },
        { signal, onProgress: progress.report },
      );
      progress.finish();
      await terminal.write(
        json === true
          ? `${JSON.stringify(
              scored.map((one) => accuracyJson(one, dataset)),
              null,
              2,
            )}\n`
          : accuracyTable(scored, dataset),
      );
    } finally {
      progress.finish();
    }
  });
}

function accuracyTable(scored: readonly ScoredIssue[], { slug, calendar }: Dataset): string {
  if (scored.length === 0) {
    return `No demand has arrived since forecasts of "${slug}" were last issued, or none were: \`forecastle refresh\` issues them.\n`;
  }
  const rows = scored.map((one) => ({ ...one, ofItems: poolSums([itemScore(one.check)]) }));
  return formatTable([...issueColumns(calendar), ...scoreColumns], rows);
}

/** An issue, and the scores of its single items. */
interface ShownIssue extends ScoredIssue {
  readonly ofItems: SummedScores;
}

function issueColumns(calendar: Calendar): readonly Column<ScoredIssue>[] {
  return [
    { title: 'issue', align: 'right', text: ({ issue }) => String(issue.id) },
    { title: 'cutoff', text: ({ issue }) => dateOf(calendar, issue.cutoff) },
    { title: 'model', text: ({ issue }) => issue.modelVersion ?? issue.model },
    {
      title: 'periods',
      align: 'right',
      text: ({ issue, check }) => `${realisedPeriods(check)} of ${issue.horizon}`,
    },
  ];
}

const scoreColumns: readonly Column<ShownIssue>[] = [
  { title: 'WAPE', align: 'right', text: ({ ofItems }) => percent(ofItems.wape) },
  { title: 'bias', align: 'right', text: ({ ofItems }) => percent(ofItems.bias) },
  { title: 'FVA', align: 'right', text: ({ ofItems }) => rounded(ofItems.fva) },
  {
    title: 'coverage',
    text: ({ ofItems }) =>
      ofItems.coverage
        .map(({ nominal, shared }) => `${percent(nominal)}: ${percent(shared)}`)
        .join(', '),
  },
  { title: 'degraded', align: 'right', text: ({ check }) => percent(degradedShare(check)) },
];

function percent(ratio: number | null): string {
  return ratio === null ? '-' : `${rounded(100 * ratio)} %`;
}

function rounded(value: number | null): string {
  return formatNumber(value === null ? null : Number(value.toFixed(1)));
}

function accuracyJson({ issue, check }: ScoredIssue, { slug, calendar }: Dataset): object {
  return {
    number: check.id,
    dataset: slug,
    issue: issue.id,
    model: issue.model,
    modelVersion: issue.modelVersion,
    cutoff: dateOf(calendar, issue.cutoff),
    through: dateOf(calendar, check.through),
    periods: realisedPeriods(check),
    datasetVersion: check.datasetVersion,
    asOf: check.asOf,
    createdAt: check.createdAt,
    items: check.items,
    degraded: check.degraded,
    levels: levelAccuracies(check),
  };
}
