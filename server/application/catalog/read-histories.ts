import { type Calendar, dateOf, periodOf } from '#core/calendar';
import { ForecastError, isForecastError } from '#core/errors';
import {
  applyMissingValuePolicy,
  listingWindow,
  type MissingValuePolicy,
  type Series,
  sliceSeries,
} from '#core/series';

import type { DatasetSnapshot, Item } from './catalog.ts';
import { atMostPeriods, type HistoryCommand } from './history-command.ts';
import type { History } from './history.ts';
import type { CatalogReader, SeriesReader } from './ports.ts';
import { readTogether, type SeriesRange } from './read-together.ts';

export interface HistoryRequest {
  readonly item: Item;
  readonly command: HistoryCommand;
}

interface Located extends SeriesRange {
  readonly snapshot: DatasetSnapshot;
  readonly calendar: Calendar;
  readonly policy: MissingValuePolicy | null;
  /** First period to show; `fromPeriod` is where reading starts. */
  readonly shownFrom: number;
}

/**
 * Use case: read the history of many items at once. The number of statements depends on how many different ranges are
 * asked for, not on the number of items.
 */
export class ReadHistories {
  readonly #catalog: CatalogReader;
  readonly #series: SeriesReader;
  readonly #maxPeriods: number;

  constructor(
    catalog: CatalogReader,
    series: SeriesReader,
    limits: { readonly maxHistoryPeriods: number },
  ) {
    this.#catalog = catalog;
    this.#series = series;
    this.#maxPeriods = limits.maxHistoryPeriods;
  }

  /** One history or one refusal per request, in order: INVALID_DATE, LIMIT_EXCEEDED or NO_DATA_AS_OF. */
  async execute(
    requests: readonly HistoryRequest[],
  ): Promise<readonly (History | ForecastError)[]> {
    const located = await this.#locate(requests);
    const readable = located.filter((place): place is Located => !isForecastError(place));
    const read = await readTogether(readable, (query) => this.#series.demand(query));
    const demands = new Map(readable.map((place, index) => [place, read[index]!]));
    return located.map((place) =>
      isForecastError(place) ? place : answer(place, demands.get(place)!),
    );
  }

  /** Prices beside the demand of each history, NaN where there is none. */
  async prices(histories: readonly History[]): Promise<readonly Float64Array[]> {
    const ranges = histories.map(({ itemId, snapshot, fromPeriod, toPeriod }) => ({
      itemId,
      sequence: snapshot.sequence,
      fromPeriod,
      toPeriod,
    }));
    const read = await readTogether(ranges, (query) => this.#series.prices(query));
    return histories.map(({ fromPeriod, toPeriod }, index) =>
      padded(read[index]!, fromPeriod, toPeriod),
    );
  }

  async #locate(
    requests: readonly HistoryRequest[],
  ): Promise<readonly (Located | ForecastError)[]> {
    const slugs = new Set(requests.map(({ item }) => item.datasetSlug));
    const datasets = await this.#catalog.datasetsBySlug([...slugs]);
    const bySlug = new Map(datasets.map((dataset) => [dataset.slug, dataset]));
    const instants = new Map(requests.map(({ command: { asOf } }) => [asOf?.getTime(), asOf]));
    const ids = datasets.map(({ id }) => id);
    const snapshots = new Map(
      await Promise.all(
        [...instants].map(
          async ([time, asOf]) => [time, await this.#series.snapshots(ids, asOf)] as const,
        ),
      ),
    );
    return requests.map(({ item, command }) => {
      const dataset = bySlug.get(item.datasetSlug)!;
      const snapshot = snapshots.get(command.asOf?.getTime())?.get(dataset.id);
      if (snapshot === undefined) return nothingRecorded(dataset.slug, command.asOf);
      try {
        const range = shownRange(command, dataset.calendar, snapshot, this.#maxPeriods);
        const modelled = command.view === 'modelled';
        return {
          itemId: item.id,
          sequence: snapshot.sequence,
          fromPeriod: modelled ? null : range.from,
          toPeriod: range.to,
          snapshot,
          calendar: dataset.calendar,
          policy: modelled ? dataset.missingValuePolicy : null,
          shownFrom: range.from,
        };
      } catch (error) {
        if (isForecastError(error)) return error;
        throw error;
      }
    });
  }
}

function nothingRecorded(slug: string, asOf: Date | null): ForecastError {
  const instant = asOf?.toISOString() ?? 'now';
  return new ForecastError(
    'NO_DATA_AS_OF',
    `Nothing had been recorded for dataset "${slug}" as of ${instant}. Ask with a later asOf, or ingest demand first.`,
    { dataset: slug, asOf: instant },
  );
}

function shownRange(
  { from, to, last }: HistoryCommand,
  calendar: Calendar,
  snapshot: DatasetSnapshot,
  maxPeriods: number,
): { readonly from: number; readonly to: number } {
  const end = snapshot.lastPeriod ?? -1;
  const start = snapshot.firstPeriod ?? 0;
  const upTo = to === null ? end : Math.min(end, periodOf(calendar, to));
  const first = Math.max(start, from === null ? upTo - last + 1 : periodOf(calendar, from));
  atMostPeriods(upTo - first + 1, maxPeriods);
  return { from: first, to: upTo };
}

function answer(place: Located, stored: Series): History {
  const { itemId, snapshot, toPeriod, shownFrom, calendar } = place;
  const series = modelView(stored, place);
  const isEmpty = series.values.length === 0;
  const fromPeriod = isEmpty ? toPeriod + 1 : Math.max(shownFrom, series.start);
  const demand = padded(series, fromPeriod, toPeriod);
  const dates = Array.from(demand, (_, index) => dateOf(calendar, fromPeriod + index));
  return { itemId, snapshot, fromPeriod, toPeriod, dates, demand };
}

function modelView(stored: Series, { policy, toPeriod, shownFrom }: Located): Series {
  if (policy === null) return stored;
  const seen = applyMissingValuePolicy(stored, policy, listingWindow(stored, null), toPeriod);
  return sliceSeries(seen, shownFrom, toPeriod);
}

/** The values of `from` .. `to`, NaN where the series has none. */
function padded(series: Series, from: number, to: number): Float64Array {
  const values = new Float64Array(Math.max(0, to - from + 1)).fill(Number.NaN);
  const part = sliceSeries(series, from, to);
  values.set(part.values, part.start - from);
  return values;
}
