import type { IngestDemandResult } from '../../application/ingestion/index.ts';
import type { Loaders } from '../loaders/index.ts';
import { ingestCommand } from './ingest-command.ts';
import type { IngestDemandInput } from './ingest-demand.input.ts';
import type { IngestDemandOutcome } from './ingest-demand.payload.ts';
import { recordedIngestion } from './recorded-ingestion.ts';

/** The use case behind `ingestDemand`. */
export interface DemandIngestions {
  execute(input: unknown, signal: AbortSignal): Promise<IngestDemandResult>;
}

/** Turns the outcome of an ingestion, also a refusal, into the mutation's payload. */
export class DemandIngestion {
  readonly #ingestions: DemandIngestions;

  constructor(ingestions: DemandIngestions) {
    this.#ingestions = ingestions;
  }

  async execute(
    input: IngestDemandInput,
    loaders: Loaders,
    signal: AbortSignal,
  ): Promise<IngestDemandOutcome> {
    const { report, userErrors } = await this.#ingestions.execute(ingestCommand(input), signal);
    if (report === null) return { ingestion: null, unchanged: false, userErrors };
    // An earlier mutation of the same request may have read what this one changed.
    loaders.snapshots.clearAll();
    loaders.itemCounts.clearAll();
    loaders.newestIngestions.clearAll();
    const dataset = await loaders.datasets.load(input.dataset);
    return {
      ingestion: dataset === null ? null : recordedIngestion(report.ingestion, dataset),
      unchanged: report.unchanged,
      userErrors,
    };
  }
}
