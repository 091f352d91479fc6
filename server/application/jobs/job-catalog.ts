import { pageSize } from '../catalog/index.ts';
import type { Page, PageRequest } from '../models/index.ts';
import type { Job, JobKindName, JobStatus } from './job.ts';
import type { JobStore } from './ports.ts';

/** Which jobs; null or empty = all. */
export interface JobFilter {
  readonly kinds: readonly JobKindName[] | null;
  readonly statuses: readonly JobStatus[] | null;
  readonly dataset: string | null;
}

/** Use case: what is known of jobs. */
export class JobCatalog {
  readonly #store: JobStore;
  readonly #maxPageSize: number;

  constructor(store: JobStore, limits: { readonly maxPageSize: number }) {
    this.#store = store;
    this.#maxPageSize = limits.maxPageSize;
  }

  find(id: number): Promise<Job | null> {
    return this.#store.find(id);
  }

  /**
   * Newest first.
   * @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large.
   */
  async page(filter: JobFilter, { first, before }: PageRequest): Promise<Page<Job>> {
    const limit = pageSize(first, this.#maxPageSize);
    const found = await this.#store.page({ ...filter, before, limit: limit + 1 });
    return { entries: found.slice(0, limit), hasMore: found.length > limit };
  }
}
