import type { Calendar } from '#core/calendar';

import { m5Period, withoutPhase } from './m5-wide.ts';
import { periodIn } from './period-in.ts';
import { isSummed } from './read-actuals.ts';
import { openTable, type ReadControl, readTable, type Table, type TableRow } from './read-table.ts';

/** The forecasts of one series made at one cutoff, in the order of their periods. */
export interface ForecastRun {
  /** The level of a summed series; null for an item. */
  readonly level: string | null;
  /** Key of the item, or name of the series in its level. */
  readonly series: string;
  /** The last period that the model saw; null where the file does not say. */
  readonly cutoff: number | null;
  readonly periods: Int32Array;
  readonly mean: Float64Array;
  /** null where the file has no median. */
  readonly median: Float64Array | null;
  /** One row per quantile level of the file. */
  readonly quantiles: readonly Float64Array[];
}

/** A forecast file in memory. */
export interface ForecastFile {
  readonly kind: 'items' | 'levels';
  /** Ascending. */
  readonly quantileLevels: readonly number[];
  readonly runs: readonly ForecastRun[];
  /** Which of its cutoffs count: all, or of those with actual demand the last (M5's submissions hold two phases). */
  readonly counted: 'all' | 'last';
}

const quantileColumn = /^q(0?\.\d+)$/;
const dayColumn = /^d_(\d+)$/;
const stepColumn = /^F(\d+)$/;
/** Last day that the forecasts of each phase of M5 could see. */
const phases = [
  { ending: '_validation', lastDay: 1913 },
  { ending: '_evaluation', lastDay: 1941 },
] as const;

/**
 * Reads forecasts in any of the layouts: long (`item_id,date,mean[,median][,q0.1,..][,cutoff]`), already summed (the same with
 * `level,series` instead of `item_id`), M5's submission (`id,F1 .. F28`) or M5-wide (`id,..,d_1942 ..`). Other columns are
 * ignored.
 * @throws ForecastError FILE_UNREADABLE, COLUMN_MISSING or BAD_ROWS.
 */
export async function readForecasts(
  path: string,
  calendar: Calendar,
  control: ReadControl,
): Promise<ForecastFile> {
  const table = await openTable(path, control);
  if (table.columns.some((name) => dayColumn.test(name) || stepColumn.test(name))) {
    return readWide(table, control);
  }
  return readLong(table, calendar, control);
}

async function readLong(
  table: Table,
  calendar: Calendar,
  control: ReadControl,
): Promise<ForecastFile> {
  const { columns } = table;
  const kind = isSummed(table) ? 'levels' : 'items';
  const names = kind === 'levels' ? ['level', 'series'] : ['item_id'];
  const quantiles = quantilesOf(columns);
  const median = columns.includes('median') ? ['median'] : [];
  const values = ['mean', ...median, ...quantiles.map(({ column }) => column)];
  const hasCutoff = columns.includes('cutoff');
  const runs = new Map<string, RunBuilder>();
  await readTable(table, [...names, 'date', 'mean'], control, (row) => {
    const period = periodIn(calendar, row, 'date');
    const cutoff = hasCutoff ? periodIn(calendar, row, 'cutoff') : null;
    const cells = values.map((column) => row.number(column));
    if (period === null || (hasCutoff && cutoff === null) || cells.includes(null)) return;
    if (cutoff !== null && period <= cutoff) row.refuse('date', 'a date after the cutoff');
    const level = kind === 'levels' ? row.text('level') : null;
    const series = withoutApostrophe(row.text(kind === 'levels' ? 'series' : 'item_id'));
    const key = JSON.stringify([level, series, cutoff]);
    let run = runs.get(key);
    if (run === undefined) runs.set(key, (run = new RunBuilder(level, series, cutoff)));
    if (!run.add(period, cells)) row.refuse('date', `one row per ${names.join(', ')} and cutoff`);
  });
  return {
    kind,
    quantileLevels: quantiles.map(({ level }) => level),
    runs: [...runs.values()].map((run) => run.build(median.length > 0, quantiles.length)),
    counted: 'all',
  };
}

/** M5's own layouts: one line per item with a column per day. */
async function readWide(table: Table, control: ReadControl): Promise<ForecastFile> {
  const runs: ForecastRun[] = [];
  const seen = new Set<string>();
  const hasSteps = table.columns.some((name) => stepColumn.test(name));
  await readTable(table, ['id'], control, (row) => {
    const id = row.text('id');
    const phase = phases.find(({ ending }) => id.endsWith(ending));
    const cutoff = phase === undefined ? null : m5Period(phase.lastDay);
    const run = new RunBuilder(null, withoutPhase(id), hasSteps ? cutoff : null);
    if (seen.has(id)) row.refuse('id', 'one line per item');
    seen.add(id);
    for (const column of table.columns) {
      const period = wideColumnPeriod(row, column, cutoff);
      if (period === null) continue;
      const mean = row.number(column);
      if (mean !== null) run.add(period, [mean]);
    }
    runs.push(run.build(false, 0));
  });
  return { kind: 'items', quantileLevels: [], runs, counted: 'last' };
}

function wideColumnPeriod(row: TableRow, column: string, cutoff: number | null): number | null {
  const day = dayColumn.exec(column);
  if (day !== null) return m5Period(Number(day[1]));
  const step = stepColumn.exec(column);
  if (step === null) return null;
  if (cutoff === null) row.refuse('id', 'an id that ends in _validation or _evaluation');
  return (cutoff ?? 0) + Number(step[1]);
}

/** Collects the points of one run and puts them in order. */
class RunBuilder {
  readonly #level: string | null;
  readonly #series: string;
  readonly #cutoff: number | null;
  readonly #points = new Map<number, readonly (number | null)[]>();

  constructor(level: string | null, series: string, cutoff: number | null) {
    this.#level = level;
    this.#series = series;
    this.#cutoff = cutoff;
  }

  /** False where the period has a point already. */
  add(period: number, values: readonly (number | null)[]): boolean {
    if (this.#points.has(period)) return false;
    this.#points.set(period, values);
    return true;
  }

  build(hasMedian: boolean, quantiles: number): ForecastRun {
    const periods = Int32Array.from(this.#points.keys()).sort();
    const column = (place: number) =>
      Float64Array.from(periods, (period) => this.#points.get(period)?.[place] ?? Number.NaN);
    const first = hasMedian ? 2 : 1;
    return {
      level: this.#level,
      series: this.#series,
      cutoff: this.#cutoff,
      periods,
      mean: column(0),
      median: hasMedian ? column(1) : null,
      quantiles: Array.from({ length: quantiles }, (_, place) => column(first + place)),
    };
  }
}

interface QuantileColumn {
  readonly column: string;
  readonly level: number;
}

function quantilesOf(columns: readonly string[]): readonly QuantileColumn[] {
  return columns
    .flatMap((column) => {
      const level = Number(quantileColumn.exec(column)?.[1]);
      return level > 0 && level < 1 ? [{ column, level }] : [];
    })
    .sort((one, other) => one.level - other.level);
}

/** Our own CSV writer puts an apostrophe before what a spreadsheet would take for a formula. */
function withoutApostrophe(series: string): string {
  return /^'[=+\-@\t\r]/.test(series) ? series.slice(1) : series;
}
