import { type Calendar } from '#core/calendar';

import { periodIn } from './period-in.ts';
import { readTable, type ReadControl } from './read-table.ts';

/** Forecast values of one item made at one cutoff, in the order of their periods. */
export interface ForecastRun {
  readonly item: string;
  /** The last period that the model saw; null where the file has no `cutoff` column. */
  readonly cutoff: number | null;
  readonly points: ForecastPoint[];
}

interface ForecastPoint {
  readonly period: number;
  readonly mean: number;
  /** NaN where the file has no median. */
  readonly median: number;
  /** One value per level of the file. */
  readonly quantiles: Float64Array;
}

/** A forecast file in memory. */
export interface ForecastFile {
  /** Quantile levels, ascending. */
  readonly levels: readonly number[];
  readonly hasMedian: boolean;
  readonly runs: readonly ForecastRun[];
}

const quantileColumn = /^q(0?\.\d+)$/;

/**
 * Reads `item_id,date,mean[,median][,q0.1,..][,cutoff]`; other columns are ignored.
 * @throws ForecastError FILE_UNREADABLE, COLUMN_MISSING or BAD_ROWS.
 */
export async function readForecasts(
  path: string,
  calendar: Calendar,
  control: ReadControl,
): Promise<ForecastFile> {
  const runs = new Map<string, ForecastRun>();
  let levels: readonly Level[] = [];
  let hasMedian = false;
  await readTable(path, ['item_id', 'date', 'mean'], control, (columns) => {
    levels = levelsOf(columns);
    hasMedian = columns.includes('median');
    const hasCutoff = columns.includes('cutoff');
    const seen = new Map<ForecastRun, Set<number>>();
    return (row) => {
      const period = periodIn(calendar, row, 'date');
      const cutoff = hasCutoff ? periodIn(calendar, row, 'cutoff') : null;
      const mean = row.number('mean');
      const median = hasMedian ? row.number('median') : Number.NaN;
      const quantiles = Float64Array.from(levels, ({ column }) => row.number(column) ?? Number.NaN);
      if (period === null || mean === null || median === null || quantiles.some(Number.isNaN))
        return;
      const item = withoutApostrophe(row.text('item_id'));
      if (cutoff !== null && period <= cutoff) row.refuse('date', 'a date after the cutoff');
      const key = `${item}\n${cutoff ?? ''}`;
      const run = runs.get(key) ?? { item, cutoff, points: [] };
      const periods = seen.get(run) ?? new Set();
      if (periods.has(period)) row.refuse('date', 'one row per item, date and cutoff');
      periods.add(period);
      seen.set(run, periods);
      run.points.push({ period, mean, median, quantiles });
      runs.set(key, run);
    };
  });
  for (const { points } of runs.values()) points.sort((one, other) => one.period - other.period);
  return { levels: levels.map(({ level }) => level), hasMedian, runs: [...runs.values()] };
}

interface Level {
  readonly column: string;
  readonly level: number;
}

function levelsOf(columns: readonly string[]): readonly Level[] {
  return columns
    .flatMap((column) => {
      const level = Number(quantileColumn.exec(column)?.[1]);
      return level > 0 && level < 1 ? [{ column, level }] : [];
    })
    .sort((one, other) => one.level - other.level);
}

/** Our own CSV writer puts an apostrophe before what a spreadsheet would take for a formula. */
function withoutApostrophe(item: string): string {
  return /^'[=+\-@\t\r]/.test(item) ? item.slice(1) : item;
}
