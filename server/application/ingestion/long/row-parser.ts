import { type Calendar, periodOf } from '#core/calendar';
import { isForecastError } from '#core/errors';

import type { CellListener } from '../cell-listener.ts';
import { cellNumber, cellText } from '../cells.ts';
import type { NegativePolicy } from '../negatives.ts';
import type { StagedRow } from '../ports.ts';
import type { Cell } from '../source-reader.ts';
import { type CellTest, compileCondition } from './conditions.ts';
import type { ItemRegistry } from './item-registry.ts';
import type { LongMapping } from './mapping.ts';
import type { Column, ResolvedColumns } from './resolve-columns.ts';

/** Longest range of one item in one source: 228 years of hours. A wrong date beyond it would fill memory with nothing. */
const longestRange = 2_000_000;
const longestKey = 200;
const largestReal = 3.4028234e38;

/** Hears of rows that are not simply used. */
export interface RowListener extends CellListener {
  /** A row that a `where` condition leaves out. */
  filtered(): void;
}

/** Turns the rows of one file into staged rows by a mapping. */
export class RowParser {
  readonly #columns: ResolvedColumns;
  readonly #mapping: LongMapping;
  readonly #calendar: Calendar;
  readonly #negatives: NegativePolicy;
  readonly #items: ItemRegistry;
  readonly #listener: RowListener;
  readonly #conditions: readonly { readonly column: Column; readonly test: CellTest }[];
  readonly #unknown: ReadonlySet<string>;

  constructor(parts: {
    readonly columns: ResolvedColumns;
    readonly mapping: LongMapping;
    readonly calendar: Calendar;
    readonly negatives: NegativePolicy;
    readonly items: ItemRegistry;
    readonly listener: RowListener;
  }) {
    this.#columns = parts.columns;
    this.#mapping = parts.mapping;
    this.#calendar = parts.calendar;
    this.#negatives = parts.negatives;
    this.#items = parts.items;
    this.#listener = parts.listener;
    this.#unknown = new Set(parts.mapping.unknown);
    this.#conditions = parts.mapping.where.map((rule, index) => ({
      column: parts.columns.where[index]!,
      test: compileCondition(rule),
    }));
  }

  /** The row as it is to be staged; `null` when it is left out, and then the listener knows why. */
  parse(row: readonly Cell[], line: number): StagedRow | null {
    const columns = this.#columns;
    if (row.length !== columns.width) {
      const found = `${row.length} cell(s)`;
      return this.#bad(line, '(all)', found, `${columns.width} cells as in the header`);
    }
    if (!this.#meetsConditions(row, line)) return null;
    const key = this.#key(row, line);
    if (key === null) return null;
    const period = this.#period(row, line);
    if (period === null) return null;
    const demand = this.#number(row, columns.demand, line);
    if (demand === null) return null;
    const price = this.#price(row, demand, line);
    if (price === null) return null;
    const kept = demand < 0 ? this.#negative(demand, key, line) : demand;
    if (kept === null) return null;
    const item = this.#items.numberOf(key);
    if (!this.#items.widen(item, period, longestRange)) {
      const expected = `a date within ${longestRange} periods of the item's other dates`;
      return this.#bad(line, columns.date.name, cellText(row[columns.date.index]), expected);
    }
    this.#items.remember(item, columns.attributes, row);
    return { item, period, demand: kept, price };
  }

  #bad(line: number, column: string, value: string, expected: string): null {
    this.#listener.bad({ line, column, value, expected, check: 'non-numeric' });
    return null;
  }

  #meetsConditions(row: readonly Cell[], line: number): boolean {
    for (const { column, test } of this.#conditions) {
      const cell = row[column.index];
      const met = test(cell);
      if (met === true) continue;
      if (met === null)
        this.#bad(line, column.name, cellText(cell), 'a number, as a condition compares it');
      else this.#listener.filtered();
      return false;
    }
    return true;
  }

  #key(row: readonly Cell[], line: number): string | null {
    let key = '';
    for (const [part, { name, index }] of this.#columns.item.entries()) {
      const text = cellText(row[index]);
      if (text === '') return this.#bad(line, name, '', "the item's key");
      key = part === 0 ? text : key + this.#mapping.itemSeparator + text;
    }
    if (this.#mapping.uppercase) key = key.toUpperCase();
    if (key.length <= longestKey) return key;
    return this.#bad(line, this.#columns.item[0]!.name, key, `at most ${longestKey} characters`);
  }

  #period(row: readonly Cell[], line: number): number | null {
    const { name, index } = this.#columns.date;
    const text = cellText(row[index]);
    try {
      return periodOf(this.#calendar, text);
    } catch (error) {
      if (!isForecastError(error, 'INVALID_DATE')) throw error;
      return this.#bad(line, name, text, error.details.expected);
    }
  }

  /** A number, NaN where the cell says that it is unknown, `null` where the cell is bad. */
  #number(row: readonly Cell[], { name, index }: Column, line: number): number | null {
    const cell = row[index];
    if (cell === null || Number.isNaN(cell)) return Number.NaN;
    const number = cellNumber(cell);
    if (number !== null && Math.abs(number) <= largestReal) return number === 0 ? 0 : number;
    const text = cellText(cell);
    if (this.#unknown.has(text)) return Number.NaN;
    return this.#bad(line, name, text, 'a finite number such as 12 or 0.5');
  }

  #price(row: readonly Cell[], demand: number, line: number): number | null {
    const { price, revenue } = this.#columns;
    const column = price ?? revenue;
    if (column === null) return Number.NaN;
    const number = this.#number(row, column, line);
    if (number === null) return null;
    const unitPrice = revenue === null ? number : number / demand;
    if (unitPrice < 0) return this.#bad(line, column.name, String(number), 'a price of at least 0');
    return Number.isFinite(unitPrice) ? unitPrice : Number.NaN;
  }

  #negative(demand: number, key: string, line: number): number | null {
    if (this.#negatives === 'reject') {
      const column = this.#columns.demand.name;
      const expected = 'a demand of at least 0, or the negatives policy "zero" or "net"';
      this.#listener.bad({ line, column, value: String(demand), expected, check: 'negatives' });
      return null;
    }
    this.#listener.negative(line, key, demand);
    return this.#negatives === 'net' ? demand : 0;
  }
}
