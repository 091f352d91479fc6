import { type Calendar, periodOf } from '#core/calendar';
import { isForecastError } from '#core/errors';

import type { TableRow } from './read-table.ts';

/** The period that a cell's date lies in; null marks the row as bad. */
export function periodIn(calendar: Calendar, row: TableRow, column: string): number | null {
  try {
    return periodOf(calendar, row.text(column));
  } catch (error) {
    if (!isForecastError(error, 'INVALID_DATE')) throw error;
    row.refuse(column, error.details.expected);
    return null;
  }
}
