import { type Calendar, seasonLength } from '#core/calendar';
import { ScoredSums, seasonalNaiveRows } from '#core/evaluation';
import { bottomLevel } from '#core/hierarchy';
import type { Series } from '#core/series';

import type { ForecastWindow } from './forecast-windows.ts';
import {
  closeGaps,
  type Coverage,
  itemRows,
  levelRows,
  type RowForecasts,
} from './row-forecasts.ts';
import type { ScoredLevels } from './scored-levels.ts';

/** Demand and forecasts of one window, `values[row * horizon + step]` for every row of the levels. */
export interface WindowRows {
  readonly actual: Float64Array;
  readonly mean: Float64Array;
  /** Seasonal naive, where the history holds a season. */
  readonly baseline: Float64Array | null;
  /** Medians and quantiles of the rows from `firstRow` on: quantiles of items do not add up to those of sums. */
  readonly distribution: RowForecasts & { readonly firstRow: number; readonly rows: number };
}

/** How demand and forecasts are brought together. */
export interface WindowSetting {
  readonly calendar: Calendar;
  /** What the forecasts are of: items, to be summed, or rows of levels. */
  readonly kind: 'items' | 'levels';
  readonly coverage: Coverage;
}

/**
 * Brings demand and forecasts of a window to the rows of the levels; null where none of its demand is known.
 * @throws ForecastError SCORES_INCOMPLETE for known demand without a forecast, unless the coverage is partial.
 */
export function windowRows(
  scored: ScoredLevels,
  window: ForecastWindow,
  { calendar, kind, coverage }: WindowSetting,
): WindowRows | null {
  const { hierarchy, levels } = scored;
  const { horizon } = window;
  const demand = demandIn(scored.series, window);
  if (demand.every(Number.isNaN)) return null;
  const naive = seasonalNaive(scored.series, window, seasonLength(calendar.frequency));
  if (kind === 'items') {
    const forecasts = itemRows(window, hierarchy.items);
    const names = hierarchy.items.map((item) => `item ${item}`);
    closeGaps(demand, forecasts, coverage, { names, window, calendar });
    const sums = new ScoredSums(hierarchy, demand, horizon);
    const { first, count } = bottomLevel(hierarchy);
    return {
      actual: sums.actual,
      mean: sums.of(forecasts.mean),
      baseline: naive === null ? null : sums.of(naive),
      distribution: { ...forecasts, firstRow: first, rows: count },
    };
  }
  const sums = new ScoredSums(hierarchy, demand, horizon);
  const forecasts = levelRows(window, scored);
  const end = levels.reduce((most, { first, keys }) => Math.max(most, first + keys.length), 0);
  const names = levels.flatMap(({ name, keys }) => keys.map((key) => `${name} ${key}`));
  closeGaps(sums.actual, forecasts, coverage, { names: names.slice(0, end), window, calendar });
  return {
    actual: sums.actual,
    mean: forecasts.mean,
    baseline: naive === null ? null : sums.of(naive),
    distribution: { ...forecasts, firstRow: 0, rows: hierarchy.rows },
  };
}

function demandIn(series: readonly Series[], { from, horizon }: ForecastWindow): Float64Array {
  const rows = new Float64Array(series.length * horizon).fill(Number.NaN);
  series.forEach(({ start, values }, row) => {
    for (let step = 0; step < horizon; step += 1) {
      rows[row * horizon + step] = values[from + step - start] ?? Number.NaN;
    }
  });
  return rows;
}

function seasonalNaive(
  series: readonly Series[],
  { cutoff, from, horizon }: ForecastWindow,
  season: number,
): Float64Array | null {
  const isLong = ({ start, values }: Series) =>
    start <= cutoff - season + 1 && start + values.length > cutoff - season + 1;
  if (!series.some(isLong)) return null;
  const skipped = from - cutoff - 1;
  const rows = seasonalNaiveRows(series, cutoff, skipped + horizon, season);
  if (skipped === 0) return rows;
  return Float64Array.from({ length: series.length * horizon }, (_, at) => {
    const row = Math.floor(at / horizon);
    return rows[row * (skipped + horizon) + skipped + (at % horizon)]!;
  });
}
