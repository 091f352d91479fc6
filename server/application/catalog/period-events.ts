import { type Calendar, periodOf } from '#core/calendar';
import type { PeriodEvent } from '#core/covariates';

import type { CalendarEvent } from './catalog.ts';

const hoursPerDay = 24;

/**
 * Events by day as events by period: a week or a month has the events of its days, every hour those of its day. The
 * same event twice in one period is one.
 */
export function periodEvents(
  events: readonly CalendarEvent[],
  calendar: Calendar,
): readonly PeriodEvent[] {
  const found = events.flatMap(({ date, name, kind, region }) => {
    const first = periodOf(calendar, date);
    const count = calendar.frequency === 'hourly' ? hoursPerDay : 1;
    return Array.from({ length: count }, (_, hour) => ({
      period: first + hour,
      name,
      kind,
      region,
    }));
  });
  const distinct = new Map(
    found.map((event) => [
      JSON.stringify([event.period, event.name, event.kind, event.region]),
      event,
    ]),
  );
  return [...distinct.values()].sort(
    (one, other) =>
      one.period - other.period ||
      compare(one.name, other.name) ||
      compare(one.region, other.region),
  );
}

/** By code units, so that the order does not depend on a locale. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
