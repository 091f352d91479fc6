import { type ImportContext, type ImportOutcome, sourceFile } from '../import-context.ts';
import { readM5Calendar } from './calendar.ts';
import { importPrices } from './import-prices.ts';
import { importSales } from './import-sales.ts';
import type { M5Files } from './roles.ts';

/** Imports the wide files of the M5 layout: events of the calendar, then sales, then prices. */
export async function importM5(context: ImportContext, files: M5Files): Promise<ImportOutcome> {
  const { reader, session, signal } = context;
  const calendar = await readM5Calendar(reader, files.calendar, signal);
  await session.addCalendarEvents(calendar.events);
  const sales = await importSales(context, files.sales, calendar);
  const measured = [
    sourceFile(files.sales.content, sales.totals.rowsRead),
    sourceFile(files.calendar.content, calendar.rows),
  ];
  if (files.prices !== null) {
    const rows = await importPrices(context, files.prices, calendar, sales.ids);
    measured.push(sourceFile(files.prices.content, rows));
  }
  return { source: 'm5', files: measured, totals: sales.totals };
}
