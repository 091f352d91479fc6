import { dateOf } from '#core/calendar';
import type { PeriodEvent } from '#core/covariates';

import type { Dataset } from './catalog.ts';
import { periodEvents } from './period-events.ts';
import type { CatalogReader } from './ports.ts';

/** Events of a dataset up to a period, by period. */
export async function readEvents(
  catalog: CatalogReader,
  { id, calendar }: Dataset,
  last: number,
): Promise<readonly PeriodEvent[]> {
  const until = dateOf(calendar, last + 1).slice(0, 10);
  const events = await catalog.calendarEvents(id, '0001-01-01', until);
  return periodEvents(events, calendar).filter(({ period }) => period <= last);
}
