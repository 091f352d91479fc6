import { type Calendar, dateOf, periodOf } from '#core/calendar';
import { isForecastError } from '#core/errors';

import type { CalendarEvent } from '../../catalog/index.ts';
import { BadRows } from '../bad-rows.ts';
import { cellText } from '../cells.ts';
import { columnMissing, unreadable } from '../source-errors.ts';
import type { Cell, SourceReader } from '../source-reader.ts';
import type { M5File } from './roles.ts';

/** Days from `first` to `last`, both included. */
export interface PeriodRange {
  readonly first: number;
  readonly last: number;
}

/** What `calendar.csv` says. */
export interface M5Calendar {
  /** Period of each column `d_1`, `d_2`, .. */
  readonly periods: ReadonlyMap<string, number>;
  /** Days of each Walmart week, by its number `wm_yr_wk`. */
  readonly weeks: ReadonlyMap<number, PeriodRange>;
  readonly days: PeriodRange;
  readonly events: readonly CalendarEvent[];
  readonly rows: number;
}

const required = ['date', 'wm_yr_wk', 'd'];
const eventColumns = [
  ['event_name_1', 'event_type_1'],
  ['event_name_2', 'event_type_2'],
] as const;
const snapPrefix = 'snap_';

/** The calendar of the M5 layout: daily. */
export const m5Calendar: Calendar = { frequency: 'daily', weekStartsOn: 1 };

/**
 * Reads the M5 calendar: the date of each `d_`, the weeks of the price file, and the events. A `snap_CA` of 1 becomes an
 * event of kind SNAP in region CA.
 * @throws ForecastError COLUMN_MISSING, BAD_ROWS, FILE_UNREADABLE when the days are not consecutive.
 */
export async function readM5Calendar(
  reader: SourceReader,
  { content, columns }: M5File,
  signal: AbortSignal,
): Promise<M5Calendar> {
  const missing = required.filter((name) => !columns.includes(name));
  if (missing.length > 0) throw columnMissing(content.name, missing, columns);
  const calendar = new CalendarBuilder(content.name, columns);
  const wanted = new Set(columns);
  for await (const { rows, lines } of reader.records(content, { delimiter: ',', wanted, signal })) {
    for (const [index, row] of rows.entries()) calendar.add(row, lines[index]!);
  }
  return calendar.build();
}

class CalendarBuilder {
  readonly #file: string;
  readonly #columns: readonly string[];
  readonly #periods = new Map<string, number>();
  readonly #weeks = new Map<number, PeriodRange>();
  readonly #events: CalendarEvent[] = [];
  readonly #badRows = new BadRows();
  #first: number | null = null;
  #rows = 0;

  constructor(file: string, columns: readonly string[]) {
    this.#file = file;
    this.#columns = columns;
  }

  add(row: readonly Cell[], line: number): void {
    this.#rows += 1;
    const cell = (column: string): string => cellText(row[this.#columns.indexOf(column)]);
    const date = cell('date');
    const period = this.#period(date, line);
    if (period === null) return;
    this.#first ??= period;
    const expected = this.#first + this.#rows - 1;
    if (period !== expected) {
      this.#bad(line, 'date', date, 'the day after the one of the line before');
      return;
    }
    const day = cell('d');
    if (!/^d_\d+$/.test(day) || this.#periods.has(day)) {
      this.#bad(line, 'd', day, 'd_ and a number of its own');
      return;
    }
    this.#periods.set(day, period);
    this.#addWeek(cell('wm_yr_wk'), period, line);
    this.#addEvents(cell, dateOf(m5Calendar, period));
  }

  build(): M5Calendar {
    this.#badRows.refuse();
    if (this.#first === null)
      throw unreadable(this.#file, 'there is no data row', 'Get the file again.');
    return {
      periods: this.#periods,
      weeks: this.#weeks,
      days: { first: this.#first, last: this.#first + this.#rows - 1 },
      events: this.#events,
      rows: this.#rows,
    };
  }

  #period(date: string, line: number): number | null {
    try {
      return periodOf(m5Calendar, date);
    } catch (error) {
      if (!isForecastError(error, 'INVALID_DATE')) throw error;
      this.#bad(line, 'date', date, error.details.expected);
      return null;
    }
  }

  #addWeek(text: string, period: number, line: number): void {
    const week = Number(text);
    const known = this.#weeks.get(week);
    if (!/^\d+$/.test(text) || (known !== undefined && known.last !== period - 1)) {
      this.#bad(line, 'wm_yr_wk', text, 'the number of a week whose days are consecutive');
      return;
    }
    this.#weeks.set(week, { first: known?.first ?? period, last: period });
  }

  #addEvents(cell: (column: string) => string, date: string): void {
    for (const [nameColumn, kindColumn] of eventColumns) {
      const name = cell(nameColumn);
      if (name !== '') this.#events.push({ date, name, kind: cell(kindColumn), region: '' });
    }
    for (const column of this.#columns) {
      if (!column.startsWith(snapPrefix) || cell(column) !== '1') continue;
      const region = column.slice(snapPrefix.length);
      this.#events.push({ date, name: 'SNAP', kind: 'SNAP', region });
    }
  }

  #bad(line: number, column: string, value: string, expected: string): void {
    this.#badRows.add({ file: this.#file, line, column, value, expected });
  }
}
