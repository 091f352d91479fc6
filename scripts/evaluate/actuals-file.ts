import type { Calendar } from '#core/calendar';

import { periodIn } from './period-in.ts';
import { readTable, type ReadControl } from './read-table.ts';

/** Actual demand by item and period; NaN = known to be unknown. */
export type Actuals = ReadonlyMap<string, ReadonlyMap<number, number>>;

/**
 * Reads `item_id,date,demand`; other columns are ignored, and so are rows that `wanted` does not ask for, so that a long
 * history costs no memory. An empty demand is unknown.
 * @throws ForecastError FILE_UNREADABLE, COLUMN_MISSING or BAD_ROWS.
 */
export async function readActuals(
  path: string,
  calendar: Calendar,
  control: ReadControl,
  wanted: (item: string, period: number) => boolean,
): Promise<Actuals> {
  const actuals = new Map<string, Map<number, number>>();
  await readTable(path, ['item_id', 'date', 'demand'], control, () => (row) => {
    const period = periodIn(calendar, row, 'date');
    if (period === null) return;
    const item = row.text('item_id');
    if (!wanted(item, period)) return;
    const demand = row.number('demand', 'optional');
    const values = actuals.get(item) ?? new Map<number, number>();
    if (values.has(period)) row.refuse('date', 'one row per item and date');
    values.set(period, demand ?? Number.NaN);
    actuals.set(item, values);
  });
  return actuals;
}
