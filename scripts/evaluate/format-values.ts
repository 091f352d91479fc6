import type { PointScores, ValueScores } from '../../server/application/evaluation/index.ts';
import { type Column, formatCount, formatNumber, formatTable } from '../terminal/index.ts';

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

type LeadTime = ValueScores['leadTimes'][number];

const leadTimeColumns: readonly Column<LeadTime>[] = [
  { title: 'lead time', align: 'right', text: ({ leadTime }) => String(leadTime) },
  { title: 'scored', align: 'right', text: ({ scored }) => formatCount(scored) },
  { title: 'WAPE', align: 'right', text: ({ wape }) => formatNumber(wape) },
  { title: 'bias', align: 'right', text: ({ bias }) => formatNumber(bias) },
  { title: 'MAE', align: 'right', text: ({ mae }) => formatNumber(mae) },
  { title: 'RMSE', align: 'right', text: ({ rmse }) => formatNumber(rmse) },
  { title: 'WQL', align: 'right', text: ({ wql }) => formatNumber(wql) },
];

type Quantile = ValueScores['quantiles'][number];

const quantileColumns: readonly Column<Quantile>[] = [
  { title: 'quantile', align: 'right', text: ({ level }) => String(level) },
  { title: 'pinball', align: 'right', text: ({ pinball }) => formatNumber(pinball) },
  { title: 'actuals below', align: 'right', text: ({ coverage }) => formatNumber(coverage) },
];

/** The scores of all values for people: the whole file, its quantiles, and each lead time. */
export function formatValues(scores: ValueScores): string {
  const { mean, median, quantiles, intervals, scaled, wql } = scores;
  const points: PointLine[] = [
    { name: 'mean', ...mean },
    ...(median === null ? [] : [{ name: 'median', ...median }]),
  ];
  const parts = [
    `${formatCount(scores.scored)} values of ${formatCount(scores.items)} items scored` +
      `${scores.unscored > 0 ? `, ${formatCount(scores.unscored)} without an actual` : ''}\n`,
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
  parts.push(formatTable(leadTimeColumns, scores.leadTimes));
  return parts.join('\n');
}
