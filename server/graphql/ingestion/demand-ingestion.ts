import type { IngestionReport } from '../../application/ingestion/report.ts';
import { givenValues } from '../given-values.ts';
import type { Loaders } from '../loaders/index.ts';
import type { IngestDemandInput } from './ingest-demand.input.ts';
import type { IngestDemandOutcome } from './ingest-demand.payload.ts';
import { recordedIngestion } from './recorded-ingestion.ts';
import { userErrorsOf } from './user-errors.ts';

/** The use case behind `ingestDemand`. */
export interface DemandIngestions {
  execute(input: unknown, signal: AbortSignal): Promise<IngestionReport>;
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
    try {
      const { ingestion, unchanged } = await this.#ingestions.execute(ingestCommand(input), signal);
      // The mutation may have created the dataset or changed what was read of it.
      loaders.datasets.clear(input.dataset);
      loaders.snapshots.clearAll();
      const dataset = await loaders.datasets.load(input.dataset);
      return {
        ingestion: dataset === null ? null : recordedIngestion(ingestion, dataset),
        unchanged,
        userErrors: [],
      };
    } catch (error) {
      return { ingestion: null, unchanged: false, userErrors: userErrorsOf(error) };
    }
  }
}

function ingestCommand({ dataset, create, series }: IngestDemandInput): unknown {
  return givenValues({
    dataset,
    create: create == null ? null : givenValues(create),
    series: series.map(givenValues),
  });
}
