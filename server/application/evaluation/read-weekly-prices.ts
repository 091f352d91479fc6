import { ForecastError } from '#core/errors';

import { BadRows, LineReader, PriceParser, readM5Calendar } from '../ingestion/index.ts';
import type { PriceWindow } from './price-window.ts';
import { badRows, openTable, type ReadControl, type Table } from './read-table.ts';

/**
 * Reads prices in M5's layouts, by week (`store_id,item_id,wm_yr_wk,sell_price`) or by spells of weeks, into the prices of
 * each day; M5's calendar says which days a week has.
 * @throws ForecastError INVALID_INPUT without a calendar; FILE_UNREADABLE, COLUMN_MISSING or BAD_ROWS.
 */
export async function readWeeklyPrices(
  table: Table,
  calendarPath: string | null,
  into: PriceWindow,
  control: ReadControl,
): Promise<void> {
  const { content } = table;
  if (calendarPath === null) throw calendarMissing(content.name);
  const calendar = await readM5Calendar(
    control.reader,
    await openTable(calendarPath, control),
    control.signal,
  );
  const bad = new BadRows();
  const parser = new PriceParser(table, calendar, (cell) => {
    bad.add({ file: content.name, ...cell });
  });
  const take = (prices: ReturnType<PriceParser['end']>) => {
    prices?.values.forEach((price, day) => {
      if (!Number.isNaN(price)) into.add(prices.key, calendar.days.first + day, price);
    });
  };
  const lines = new LineReader();
  const onBytes = (done: number) => {
    control.onProgress({ stage: content.name, done, total: content.diskBytes, unit: 'bytes' });
  };
  for await (const bytes of control.reader.lines(content, { signal: control.signal, onBytes })) {
    for (const line of lines.lines(bytes)) if (line.number > 1) take(parser.add(line));
  }
  take(parser.end());
  if (bad.count > 0) throw badRows(bad.rows, bad.count);
}

function calendarMissing(file: string): ForecastError<'INVALID_INPUT'> {
  const message = `needed to know the days of the weeks wm_yr_wk in ${file}: M5's calendar.csv`;
  return new ForecastError(
    'INVALID_INPUT',
    `A calendar is ${message}. Name it with --calendar, or give prices by date (item_id,date,price).`,
    { issues: [{ path: 'calendar', message }] },
  );
}
