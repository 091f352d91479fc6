import { type Calendar, dateOf } from '#core/calendar';

import type { ForecastWindow } from './forecast-windows.ts';
import { incomplete } from './incomplete.ts';
import { levelAlias, NameIndex } from './names.ts';
import type { ForecastRun } from './read-forecasts.ts';
import { withoutPhase } from './m5-wide.ts';
import type { ScoredLevels } from './scored-levels.ts';

/** Forecasts laid out as rows: `values[row * horizon + step]`, NaN where nothing was forecast. */
export interface RowForecasts {
  readonly mean: Float64Array;
  readonly median: Float64Array | null;
  readonly quantiles: readonly Float64Array[];
}

/** Lays the runs of a window out as one row per item. Runs of items that are not among them are left out. */
export function itemRows(window: ForecastWindow, items: readonly string[]): RowForecasts {
  const places = new Map(items.map((item, place) => [item, place]));
  return layOut(
    window,
    items.length,
    ({ series }) => places.get(series) ?? places.get(withoutPhase(series)) ?? null,
  );
}

/** Lays the runs of a window out as the rows of the levels. Runs of other levels and series are left out. */
export function levelRows(
  window: ForecastWindow,
  { levels, hierarchy }: ScoredLevels,
): RowForecasts {
  const index = new NameIndex(
    levels.map(({ name }) => name),
    levelAlias,
  );
  return layOut(window, hierarchy.rows, ({ level, series }) => {
    const place = index.find(level ?? '');
    const found = place === null ? null : levels[place]!;
    const key = found?.index.find(series) ?? null;
    return found === null || key === null ? null : found.first + key;
  });
}

function layOut(
  { runs, from, horizon }: ForecastWindow,
  rows: number,
  rowOf: (run: ForecastRun) => number | null,
): RowForecasts {
  const empty = () => new Float64Array(rows * horizon).fill(Number.NaN);
  const mean = empty();
  const median = (runs[0]?.median ?? null) === null ? null : empty();
  const quantiles = (runs[0]?.quantiles ?? []).map(empty);
  for (const run of runs) {
    const row = rowOf(run);
    if (row === null) continue;
    run.periods.forEach((period, point) => {
      const at = row * horizon + period - from;
      mean[at] = run.mean[point]!;
      if (median !== null && run.median !== null) median[at] = run.median[point]!;
      quantiles.forEach((values, place) => {
        values[at] = run.quantiles[place]![point]!;
      });
    });
  }
  return { mean, median, quantiles };
}

/** What to do about demand that nothing was forecast for. */
export type Coverage = 'complete' | 'partial';

interface Gap {
  readonly names: readonly string[];
  readonly window: ForecastWindow;
  readonly calendar: Calendar;
}

/**
 * Makes demand and forecasts cover the same values: where nothing was forecast, known demand is refused, or with
 * `partial` made unknown. Overwrites both; forecasts of unknown demand become 0 where they are missing.
 * @throws ForecastError SCORES_INCOMPLETE naming series and dates without a forecast.
 */
export function closeGaps(
  actual: Float64Array,
  { mean }: RowForecasts,
  coverage: Coverage,
  { names, window, calendar }: Gap,
): void {
  const missing: string[] = [];
  const { from, horizon } = window;
  let values = 0;
  for (let row = 0; row < names.length; row += 1) {
    const dates: string[] = [];
    for (let at = row * horizon; at < (row + 1) * horizon; at += 1) {
      if (!Number.isNaN(mean[at]!)) continue;
      mean[at] = 0;
      if (Number.isNaN(actual[at]!)) continue;
      actual[at] = Number.NaN;
      if (coverage === 'complete') dates.push(dateOf(calendar, from + (at % horizon)));
    }
    values += dates.length;
    if (dates.length > 0) missing.push(`${names[row]!} (${describeDates(dates, horizon)})`);
  }
  if (missing.length === 0) return;
  throw incomplete(
    'forecasts',
    missing,
    `The forecasts are incomplete: ${missing.length} of ${names.length} series lack ${values} value(s) for known demand between ${dateOf(calendar, from)} and ${dateOf(calendar, from + horizon - 1)}, namely`,
    'Forecast them, or score only what was forecast with --partial.',
  );
}

function describeDates(dates: readonly string[], horizon: number): string {
  if (dates.length === horizon) return 'all dates';
  return dates.length === 1 ? dates[0]! : `${dates.length} dates from ${dates[0]!}`;
}
