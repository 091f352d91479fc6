import type { CellListener } from '../cell-listener.ts';
import type { NegativePolicy } from '../negatives.ts';
import type { ItemAttributes } from '../ports.ts';
import { columnMissing, unreadable } from '../source-errors.ts';
import type { M5Calendar } from './calendar.ts';
import { fieldCount, fieldEnd, fieldNumber, fieldText } from './fields.ts';
import type { Line } from './line-reader.ts';
import type { M5File } from './roles.ts';

/** The columns before the days, in this order. */
const nameColumns = ['id', 'item_id', 'dept_id', 'cat_id', 'store_id', 'state_id'];
const longestName = 200;
const largestReal = 3.4028234e38;

/** One line of a sales file: an item and its demand from the parser's `startPeriod` on, NaN = empty. */
export interface SalesLine {
  readonly item: ItemAttributes;
  readonly values: Float32Array;
}

/** Reads the lines of one wide sales file. */
export class SalesParser {
  readonly startPeriod: number;
  readonly #columns: readonly string[];
  readonly #negatives: NegativePolicy;
  readonly #listener: CellListener;

  /**
   * @throws ForecastError COLUMN_MISSING unless the header starts with the six name columns and has days; FILE_UNREADABLE
   * for a day that the calendar lacks or days that do not follow each other.
   */
  constructor(
    { content, columns }: M5File,
    calendar: Pick<M5Calendar, 'periods'>,
    negatives: NegativePolicy,
    listener: CellListener,
  ) {
    const misplaced = nameColumns.filter((name, index) => columns[index] !== name);
    if (misplaced.length > 0) throw columnMissing(content.name, misplaced, columns);
    const days = columns.slice(nameColumns.length);
    const periods = days.map((day) => calendar.periods.get(day));
    const start = periods[0];
    if (start === undefined) throw unknownDay(content.name, days[0] ?? '');
    const wrong = periods.findIndex((period, index) => period !== start + index);
    if (wrong >= 0) throw unknownDay(content.name, days[wrong] ?? '');
    this.startPeriod = start;
    this.#columns = columns;
    this.#negatives = negatives;
    this.#listener = listener;
  }

  /** The line's item and values; `null` when it is bad, and then the listener knows why. */
  parse(line: Line): SalesLine | null {
    const names: string[] = [];
    let from = line.start;
    for (let index = 0; index < nameColumns.length && from <= line.end; index += 1) {
      const to = fieldEnd(line, from);
      names.push(fieldText(line.bytes, from, to));
      from = to + 1;
    }
    const [, item = '', department = '', category = '', store = '', state = ''] = names;
    const key = `${item}_${store}`;
    const values = new Float32Array(this.#columns.length - nameColumns.length);
    const good = this.#values(line, from, values, key);
    if (good === null) return this.#width(line);
    if (item === '' || store === '')
      return this.#bad(line, item === '' ? 'item_id' : 'store_id', '', 'a name');
    if (key.length > longestName)
      return this.#bad(line, 'item_id', key, `at most ${longestName} characters`);
    if (!good) return null;
    const named = Object.fromEntries(
      Object.entries({ department, category, store, state }).filter(([, name]) => name !== ''),
    );
    return { item: { key, ...named, attributes: { item_id: item } }, values };
  }

  /** Fills `values`; false when one of them is bad, `null` when the line has another number of fields. */
  #values(line: Line, start: number, values: Float32Array, key: string): boolean | null {
    let good = true;
    let from = start;
    for (let index = 0; index < values.length; index += 1) {
      if (from > line.end) return null;
      const to = fieldEnd(line, from);
      const number = fieldNumber(line.bytes, from, to);
      if (number === null || number > largestReal) {
        this.#bad(line, this.#day(index), fieldText(line.bytes, from, to), 'a finite number');
        good = false;
      } else if (number < 0) {
        good = this.#negative(line, index, number, key) && good;
        values[index] = 0;
      } else {
        values[index] = number;
      }
      from = to + 1;
    }
    return from === line.end + 1 ? good : null;
  }

  #negative(line: Line, index: number, value: number, key: string): boolean {
    if (this.#negatives !== 'reject') {
      this.#listener.negative(line.number, key, value);
      return true;
    }
    const expected = 'a demand of at least 0, or the negatives policy "zero"';
    const column = this.#day(index);
    const cell = { line: line.number, column, value: String(value), expected };
    this.#listener.bad({ ...cell, check: 'negatives' });
    return false;
  }

  #width(line: Line): null {
    const expected = `${this.#columns.length} cells as in the header`;
    return this.#bad(line, '(all)', `${fieldCount(line)} cell(s)`, expected);
  }

  #day(index: number): string {
    return this.#columns[nameColumns.length + index]!;
  }

  #bad(line: Line, column: string, value: string, expected: string): null {
    this.#listener.bad({ line: line.number, column, value, expected, check: 'non-numeric' });
    return null;
  }
}

function unknownDay(file: string, day: string): Error {
  return unreadable(
    file,
    `after the six name columns (line 1) stands ${JSON.stringify(day)}, which is not the next day of the calendar`,
    'Give the days d_1, d_2, .. in order, and the calendar that belongs to them.',
  );
}
