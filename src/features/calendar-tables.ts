import type { Covariates, PeriodEvent } from '../covariates/index.ts';
import type { CalendarRows } from './calendar-rows.ts';
import { CalendarTable } from './calendar-table.ts';
import type { FittedFeatures } from './fitted-features.ts';

/**
 * One table per set of regions, shared by the series that lie in it: an event applies to a series where its region is
 * empty or the value of one of the series' attributes (its state, its store).
 */
export function calendarTables(
  fitted: FittedFeatures,
  calendar: CalendarRows,
  { events, series }: Covariates,
): readonly CalendarTable[] {
  const byRegion = Map.groupBy(events, ({ region }) => region);
  const tables = new Map<string, CalendarTable>();
  return series.map(({ attributes }) => {
    const own = new Set(Object.values(attributes).filter((value) => byRegion.has(value)));
    own.delete('');
    const regions = [...own].sort();
    const key = JSON.stringify(regions);
    const known = tables.get(key);
    if (known !== undefined) return known;
    const applying: readonly PeriodEvent[] = ['', ...regions].flatMap(
      (region) => byRegion.get(region) ?? [],
    );
    const table = new CalendarTable(fitted, calendar, applying);
    tables.set(key, table);
    return table;
  });
}
