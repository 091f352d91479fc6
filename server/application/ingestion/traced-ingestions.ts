import type { NewDataset } from '../catalog/index.ts';
import type { Span, Tracer } from '../telemetry.ts';
import type { Ingestion, IngestionPlace, IngestionSession, IngestionStore } from './ports.ts';

/** An ingestion store whose sessions run under an `ingest.batch` span that says what was committed. */
export class TracedIngestions implements IngestionStore {
  readonly #store: IngestionStore;
  readonly #tracer: Tracer;

  constructor(store: IngestionStore, tracer: Tracer) {
    this.#store = store;
    this.#tracer = tracer;
  }

  session<Result>(
    dataset: NewDataset,
    work: (session: IngestionSession) => Promise<Result>,
  ): Promise<Result> {
    return this.#tracer.span('ingest.batch', { 'ingest.dataset': dataset.slug }, (span) =>
      this.#store.session(dataset, (session) => work(reporting(session, span))),
    );
  }

  ingestions(datasetId: number, limit: number): Promise<readonly Ingestion[]> {
    return this.#store.ingestions(datasetId, limit);
  }

  ingestionsAt(places: readonly IngestionPlace[]): Promise<readonly Ingestion[]> {
    return this.#store.ingestionsAt(places);
  }
}

/** The same session, which notes on the span what it commits. */
function reporting(session: IngestionSession, span: Span): IngestionSession {
  return {
    dataset: session.dataset,
    findByContentHash: (contentHash) => session.findByContentHash(contentHash),
    upsertItems: (items) => session.upsertItems(items),
    itemIds: (keys) => session.itemIds(keys),
    copyDemand: (patches) => session.copyDemand(patches),
    copyPrices: (patches) => session.copyPrices(patches),
    stageRows: (rows) => session.stageRows(rows),
    stagedSeries: (policy) => session.stagedSeries(policy),
    addCalendarEvents: (events) => session.addCalendarEvents(events),
    commit: async (ingestion) => {
      const committed = await session.commit(ingestion);
      span.set({
        'ingest.sequence': committed.sequence,
        'ingest.rows': committed.rowCount,
        'ingest.values': committed.valueCount,
        'ingest.items': committed.itemCount,
      });
      return committed;
    },
  };
}
