import { ForecastError } from '#core/errors';

import type { Job } from './job.ts';
import type { JobStore } from './ports.ts';

/** Use case: end a job. Workers obey within about a second; what is stored of the work stays. */
export class CancelJob {
  readonly #store: JobStore;

  constructor(store: JobStore) {
    this.#store = store;
  }

  /**
   * The job as it is then; a finished one is left as it was.
   * @throws ForecastError JOB_NOT_FOUND.
   */
  async execute(id: number): Promise<Job> {
    const job = await this.#store.cancel(id);
    if (job === null) throw jobNotFound(id);
    return job;
  }
}

export function jobNotFound(id: number): ForecastError<'JOB_NOT_FOUND'> {
  const message = `There is no job ${id}. \`forecastle jobs\`, or \`jobs\` of the API, lists them.`;
  return new ForecastError('JOB_NOT_FOUND', message, { job: String(id) });
}
