import { type Column, formatCount, formatNumber, formatTable } from '../terminal/index.ts';
import type { Evaluation, PointScores } from './describe-scores.ts';

interface PointLine extends PointScores {
  readonly name: string;
}

const pointColumns: readonly Column<PointLine>[] = [
  { title: 'forecast', text: ({ name }) => name },
  { title: 'WAPE', align: 'right', text: ({ wape }) => formatNumber(wape) },
  { title: 'accuracy %', align: 'right', text: ({ accuracy }) => formatNumber(accuracy) },
  { title: 'bias', align: 'right', text: ({ bias }) => formatNumber(bias) },
  { title: 'MAE', align: 'right', text: ({ mae }) => formatNumber(mae) },
  { title: 'RMSE', align: 'right', text: ({ rmse }) => formatNumber(rmse) },
  { title: 'sMAPE', align: 'right', text: ({ smape }) => formatNumber(smape) },
];

type LeadTime = Evaluation['leadTimes'][number];

const leadTimeColumns: readonly Column<LeadTime>[] = [
  { title: 'lead time', align: 'right', text: ({ leadTime }) => String(leadTime) },
  { title: 'scored', align: 'right', text: ({ scored }) => formatCount(scored) },
  { title: 'WAPE', align: 'right', text: ({ wape }) => formatNumber(wape) },
  { title: 'bias', align: 'right', text: ({ bias }) => formatNumber(bias) },
  { title: 'MAE', align: 'right', text: ({ mae }) => formatNumber(mae) },
  { title: 'RMSE', align: 'right', text: ({ rmse }) => formatNumber(rmse) },
  { title: 'WQL', align: 'right', text: ({ wql }) => formatNumber(wql) },
];

type Quantile = Evaluation['quantiles'][number];

const quantileColumns: readonly Column<Quantile>[] = [
  { title: 'quantile', align: 'right', text: ({ level }) => String(level) },
  { title: 'pinball', align: 'right', text: ({ pinball }) => formatNumber(pinball) },
  { title: 'actuals below', align: 'right', text: ({ coverage }) => formatNumber(coverage) },
];

/** The scores for people: the whole file, its quantiles, and each lead time. */
export function formatEvaluation(evaluation: Evaluation): string {
  const { mean, median, quantiles, intervals, scaled, wql } = evaluation;
  const points: PointLine[] = [
    { name: 'mean', ...mean },
    ...(median === null ? [] : [{ name: 'median', ...median }]),
  ];
  const parts = [
    `${formatCount(evaluation.scored)} values of ${formatCount(evaluation.items)} items scored` +
      `${evaluation.unscored > 0 ? `, ${formatCount(evaluation.unscored)} without an actual` : ''}\n`,
    formatTable(pointColumns, points),
  ];
  if (scaled !== null) {
    const { mase, rmsse, runs } = scaled;
    parts.push(
      `MASE ${formatNumber(mase)}, RMSSE ${formatNumber(rmsse)} over ${formatCount(runs)} scaled forecasts\n`,
    );
  }
  if (quantiles.length > 0) {
    const covered = intervals.map(
      ({ nominal, coverage }) =>
        `${formatNumber(nominal * 100)} % interval: ${formatNumber(coverage)}\n`,
    );
    parts.push(
      `WQL ${formatNumber(wql)}\n${covered.join('')}${formatTable(quantileColumns, quantiles)}`,
    );
  }
  parts.push(formatTable(leadTimeColumns, evaluation.leadTimes));
  return parts.join('\n');
}
