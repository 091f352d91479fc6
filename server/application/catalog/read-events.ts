import { dateOf } from '#core/calendar';
import type { PeriodEvent } from '#core/covariates';

import type { Dataset } from './catalog.ts';
import { periodEvents } from './period-events.ts';
import type { CatalogReader } from './ports.ts';

/** Events of a dataset up to a period, by period; null = from its first event on. */
export async function readEvents(
  catalog: Pick<CatalogReader, 'calendarEvents'>,
  { id, calendar }: Dataset,
  last: number,
  first: number | null = null,
): Promise<readonly PeriodEvent[]> {
  const until = dateOf(calendar, last + 1).slice(0, 10);
  const from = first === null ? '0001-01-01' : dateOf(calendar, first).slice(0, 10);
  const events = await catalog.calendarEvents(id, from, until);
  return periodEvents(events, calendar).filter(
    ({ period }) => period <= last && (first === null || period >= first),
  );
}
