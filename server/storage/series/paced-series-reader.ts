import { bulkhead } from 'cockatiel';

import type { SeriesReader } from '../../application/catalog/index.ts';

/** Statements that read for requests at the same time. With one alone, the database would wait for the decoding. */
const readsAtOnce = 2;

/**
 * Reads for those who wait for an answer, a few statements at a time. What comes back is decoded on the event loop, milliseconds of
 * numbers for each request: many that are ready together would keep it from everybody else.
 */
export class PacedSeriesReader implements SeriesReader {
  readonly #reader: SeriesReader;
  readonly #lanes = bulkhead(readsAtOnce, Number.POSITIVE_INFINITY);

  constructor(reader: SeriesReader) {
    this.#reader = reader;
  }

  snapshots(
    ...query: Parameters<SeriesReader['snapshots']>
  ): ReturnType<SeriesReader['snapshots']> {
    return this.#reader.snapshots(...query);
  }

  demand(...query: Parameters<SeriesReader['demand']>): ReturnType<SeriesReader['demand']> {
    return this.#lanes.execute(() => this.#reader.demand(...query));
  }

  prices(...query: Parameters<SeriesReader['prices']>): ReturnType<SeriesReader['prices']> {
    return this.#lanes.execute(() => this.#reader.prices(...query));
  }

  listedDemand(
    ...query: Parameters<SeriesReader['listedDemand']>
  ): ReturnType<SeriesReader['listedDemand']> {
    return this.#lanes.execute(() => this.#reader.listedDemand(...query));
  }
}
