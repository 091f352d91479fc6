import { columnMissing, unreadable } from '../source-errors.ts';
import type { M5Calendar, PeriodRange } from './calendar.ts';
import { fieldCount, fieldEnd, fieldNumber, fieldOf, fieldText } from './fields.ts';
import type { Line } from './line-reader.ts';
import type { M5File } from './roles.ts';

/** Prices of one item from the first day of the calendar to its last, NaN = not on sale. */
export interface ItemPrices {
  readonly key: string;
  readonly values: Float32Array;
}

/** Hears of lines that break the rules. */
export type BadPriceListener = (cell: {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly expected: string;
}) => void;

const weekly = ['store_id', 'item_id', 'wm_yr_wk', 'sell_price'];
const spells = ['store_id', 'item_id', 'from_wm_yr_wk', 'to_wm_yr_wk', 'sell_price'];

/**
 * Gathers the lines of a price file, weekly or in spells, into daily prices per item. Holds one item at a time, so the
 * lines of an item must stand together, as they do in the official file.
 */
export class PriceParser {
  readonly #file: string;
  readonly #columns: readonly string[];
  readonly #spells: boolean;
  readonly #calendar: M5Calendar;
  readonly #onBad: BadPriceListener;
  readonly #seen = new Set<string>();
  #prefix: Uint8Array = new Uint8Array(0);
  #current: ItemPrices | null = null;

  /** @throws ForecastError COLUMN_MISSING unless the header is that of one of the two layouts. */
  constructor({ content, columns }: M5File, calendar: M5Calendar, onBad: BadPriceListener) {
    const expected = columns.includes('from_wm_yr_wk') ? spells : weekly;
    const misplaced = expected.filter((name, index) => columns[index] !== name);
    if (misplaced.length > 0) throw columnMissing(content.name, misplaced, columns);
    this.#file = content.name;
    this.#columns = expected;
    this.#spells = expected === spells;
    this.#calendar = calendar;
    this.#onBad = onBad;
  }

  /**
   * Takes one line; returns the item before when the line begins another one.
   * @throws ForecastError FILE_UNREADABLE when the lines of an item do not stand together.
   */
  add(line: Line): ItemPrices | null {
    const finished = this.#belongsToCurrent(line) ? null : this.#begin(line);
    this.#price(line);
    return finished;
  }

  /** The last item. */
  end(): ItemPrices | null {
    return this.#current;
  }

  /** Compares bytes, so that no text is made for the many lines that continue an item. */
  #belongsToCurrent({ bytes, start, end }: Line): boolean {
    const prefix = this.#prefix;
    if (prefix.length === 0 || start + prefix.length > end) return false;
    for (let index = prefix.length - 1; index >= 0; index -= 1) {
      if (bytes[start + index] !== prefix[index]) return false;
    }
    return true;
  }

  #begin(line: Line): ItemPrices | null {
    const finished = this.#current;
    const { bytes, start, end, number } = line;
    const storeEnd = fieldEnd(line, start);
    const itemEnd = fieldEnd(line, Math.min(storeEnd + 1, end));
    const item = fieldText(bytes, Math.min(storeEnd + 1, end), itemEnd);
    const key = `${item}_${fieldText(bytes, start, storeEnd)}`;
    if (this.#seen.has(key)) {
      throw unreadable(
        this.#file,
        `line ${number} returns to ${key}, whose lines stand elsewhere`,
        'Sort the file by store_id and item_id, as the official one is.',
      );
    }
    this.#seen.add(key);
    this.#prefix = bytes.slice(start, Math.min(itemEnd + 1, end));
    const { first, last } = this.#calendar.days;
    this.#current = { key, values: new Float32Array(last - first + 1).fill(Number.NaN) };
    return finished;
  }

  #price(line: Line): void {
    const { bytes, start, end } = line;
    const first = start + this.#prefix.length;
    const firstEnd = fieldEnd(line, first);
    const second = this.#spells ? Math.min(firstEnd + 1, end) : first;
    const secondEnd = this.#spells ? fieldEnd(line, second) : firstEnd;
    const last = Math.min(secondEnd + 1, end);
    if (secondEnd >= end || fieldEnd(line, last) < end) {
      const expected = `${this.#columns.length} cells as in the header`;
      this.#bad(line, '(all)', `${fieldCount(line)} cell(s)`, expected);
      return;
    }
    const from = this.#week(line, 2, first, firstEnd);
    const to = this.#spells ? this.#week(line, 3, second, secondEnd) : from;
    const price = fieldNumber(bytes, last, end);
    if (price === null || price < 0) {
      this.#bad(line, 'sell_price', fieldText(bytes, last, end), 'a price of at least 0');
    } else if (from !== null && to !== null) {
      this.#fill(line, { first: from.first, last: to.last }, price);
    }
  }

  #week(line: Line, column: number, from: number, to: number): PeriodRange | null {
    const week = this.#calendar.weeks.get(fieldNumber(line.bytes, from, to) ?? Number.NaN);
    if (week !== undefined) return week;
    const value = fieldText(line.bytes, from, to);
    this.#bad(line, this.#columns[column]!, value, 'a week wm_yr_wk of the calendar');
    return null;
  }

  #fill(line: Line, { first, last }: PeriodRange, price: number): void {
    const origin = this.#calendar.days.first;
    const { values } = this.#current!;
    const [, , from = '', to = ''] = this.#columns;
    if (last < first) {
      this.#bad(line, to, fieldOf(line, 3), `a week not before ${fieldOf(line, 2)}`);
      return;
    }
    for (let index = first - origin; index <= last - origin; index += 1) {
      if (!Number.isNaN(values[index])) {
        this.#bad(line, from, fieldOf(line, 2), 'one price per item and week');
        return;
      }
      values[index] = price;
    }
  }

  #bad(line: Line, column: string, value: string, expected: string): void {
    this.#onBad({ line: line.number, column, value, expected });
  }
}
