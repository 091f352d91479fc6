import { type Calendar, dateOf, periodOf } from '#core/calendar';

import type { CalendarEvent, Dataset } from './catalog.ts';
import type { CatalogReader } from './ports.ts';

const days: Calendar = { frequency: 'daily', weekStartsOn: 1 };

/** Use case: the calendar events of a dataset between two days, both included; null = no bound on that side. */
export class ListEvents {
  readonly #catalog: CatalogReader;

  constructor(catalog: CatalogReader) {
    this.#catalog = catalog;
  }

  /** @throws ForecastError INVALID_DATE. */
  async execute(
    dataset: Dataset,
    from: string | null,
    to: string | null,
  ): Promise<readonly CalendarEvent[]> {
    return this.#catalog.calendarEvents(
      dataset.id,
      dayOf(from ?? '0001-01-01'),
      dayOf(to ?? '9999-12-31'),
    );
  }
}

function dayOf(text: string): string {
  return dateOf(days, periodOf(days, text));
}
