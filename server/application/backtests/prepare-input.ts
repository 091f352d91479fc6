import type { BacktestWindow, ForecastPlan } from '#core/backtest';
import { seasonLength } from '#core/calendar';
import type { SteppedCovariates } from '#core/covariates';
import { levelWeights, scalesOfRows } from '#core/evaluation';
import { bottomLevel, type Hierarchy, visitAggregates } from '#core/hierarchy';
import { type PackedSeries, seriesOfPacked } from '#core/series';

import type { BacktestInput } from './ports.ts';
import type { ItemPanel } from './read-panel.ts';
import { SharedBlocks } from '../shared-series.ts';

/** What the units of a run are computed from: all rows of the hierarchy, weights and scales of every window. */
export function prepareInput(
  hierarchy: Hierarchy,
  { series: items, sales }: ItemPanel,
  windows: readonly BacktestWindow[],
  plan: ForecastPlan,
  covariates: SteppedCovariates | null,
): BacktestInput {
  const rows = hierarchyRows(hierarchy, items);
  const cutoffs = windows.map(({ cutoff }) => cutoff);
  const season = seasonLength(plan.calendar.frequency);
  const scales = scalesOfRows(rows.map(seriesOfPacked), cutoffs, season);
  return {
    plan,
    hierarchy,
    rows,
    covariates,
    windows: windows.map((window, place) => ({
      window,
      weights: levelWeights(hierarchy, sales[place]!),
      scales: scales[place]!,
    })),
  };
}

/** The demand of every row; the items' own is taken over, that of aggregates is summed into shared memory. */
function hierarchyRows(
  hierarchy: Hierarchy,
  items: readonly PackedSeries[],
): readonly PackedSeries[] {
  const bottom = bottomLevel(hierarchy);
  const from = items.reduce((least, { start }) => Math.min(least, start), Infinity);
  const end = items.reduce((most, { start, values }) => Math.max(most, start + values.length), 0);
  const span = { from, length: Math.max(0, end - from) };
  const rows = new Array<PackedSeries>(hierarchy.rows);
  items.forEach((series, item) => {
    rows[bottom.first + item] = series;
  });
  const names = hierarchy.levels.flatMap(({ name, keys }) => keys.map((key) => `${name}/${key}`));
  const levels = hierarchy.levels.filter((level) => level !== bottom);
  const shared = new SharedBlocks();
  visitAggregates({ ...hierarchy, levels }, items.map(seriesOfPacked), span, (row, values) => {
    rows[row] = shared.packed([{ key: names[row]!, start: from, values }])[0]!;
  });
  return rows;
}
