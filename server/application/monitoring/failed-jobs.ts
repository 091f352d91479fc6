import type { Observation } from './observation.ts';
import type { JobFailureReader, ObservationSource } from './ports.ts';

/** How often jobs of each kind failed on each dataset since one of them last succeeded. Cancelled ones do not count. */
export class FailedJobs implements ObservationSource {
  readonly #reader: JobFailureReader;

  constructor(reader: JobFailureReader) {
    this.#reader = reader;
  }

  async observe(): Promise<readonly Observation[]> {
    const found = await this.#reader.failures();
    return found.map(({ kind: subject, dataset, failures, lastError }): Observation => {
      return { kind: 'JOB_FAILED', dataset, subject, failures, lastError };
    });
  }
}
