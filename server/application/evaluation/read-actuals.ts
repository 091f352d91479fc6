import type { Calendar } from '#core/calendar';
import type { Series } from '#core/series';

import { DemandTable } from './demand-table.ts';
import { readWideSales } from './m5-wide.ts';
import { periodIn } from './period-in.ts';
import { openTable, type ReadControl, readTable, type Table, type TableRow } from './read-table.ts';

/** Actual demand of items. */
export interface ItemActuals {
  readonly kind: 'items';
  readonly demand: ReadonlyMap<string, Series>;
  /** Prices by item, where the file has them; empty otherwise. */
  readonly prices: ReadonlyMap<string, Series>;
  /** What levels group by, where the file says it (M5's wide layout); empty otherwise. */
  readonly attributes: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Actual demand that is already summed: the series of each level by name. */
export interface LevelActuals {
  readonly kind: 'levels';
  readonly levels: ReadonlyMap<string, ReadonlyMap<string, Series>>;
}

export type Actuals = ItemActuals | LevelActuals;

/**
 * Reads actual demand in any of the layouts: long (`item_id,date,demand[,price]`), M5-wide, or already summed
 * (`level,series,date,demand`). Other columns are ignored; an empty demand is unknown.
 * @throws ForecastError FILE_UNREADABLE, COLUMN_MISSING or BAD_ROWS.
 */
export async function readActuals(
  path: string,
  calendar: Calendar,
  control: ReadControl,
): Promise<Actuals> {
  const table = await openTable(path, control);
  if (table.columns.some((name) => /^d_\d+$/.test(name))) {
    return { kind: 'items', prices: new Map(), ...(await readWideSales(table, control)) };
  }
  if (isSummed(table)) return readLevels(table, calendar, control);
  return readItems(table, calendar, control);
}

/** Whether the rows of a table name a level and a series instead of an item. */
export function isSummed({ columns }: Table): boolean {
  return columns.includes('level') && columns.includes('series') && !columns.includes('item_id');
}

async function readItems(
  table: Table,
  calendar: Calendar,
  control: ReadControl,
): Promise<ItemActuals> {
  const demand = new DemandTable();
  const prices = new DemandTable();
  const hasPrices = table.columns.includes('price');
  await readTable(table, ['item_id', 'date', 'demand'], control, (row) => {
    const period = periodIn(calendar, row, 'date');
    const value = row.number('demand', 'optional') ?? Number.NaN;
    if (period === null) return;
    const item = row.text('item_id');
    if (!demand.add(item, period, value)) refuseRepeated(row, 'item');
    const price = hasPrices ? row.number('price', 'optional') : null;
    if (price !== null) prices.add(item, period, price);
  });
  return {
    kind: 'items',
    demand: demand.series(),
    prices: prices.series(),
    attributes: new Map(),
  };
}

async function readLevels(
  table: Table,
  calendar: Calendar,
  control: ReadControl,
): Promise<LevelActuals> {
  const levels = new Map<string, DemandTable>();
  await readTable(table, ['level', 'series', 'date', 'demand'], control, (row) => {
    const period = periodIn(calendar, row, 'date');
    const value = row.number('demand', 'optional') ?? Number.NaN;
    if (period === null) return;
    const level = row.text('level');
    let demand = levels.get(level);
    if (demand === undefined) levels.set(level, (demand = new DemandTable()));
    if (!demand.add(row.text('series'), period, value)) refuseRepeated(row, 'series');
  });
  return {
    kind: 'levels',
    levels: new Map([...levels].map(([name, demand]) => [name, demand.series()])),
  };
}

function refuseRepeated(row: TableRow, what: string): void {
  row.refuse('date', `one row per ${what} and date`);
}
