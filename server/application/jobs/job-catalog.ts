import { ForecastError } from '#core/errors';

import { pageSize } from '../catalog/index.ts';
import type { Page, PageRequest } from '../models/index.ts';
import type { Job, JobKindName, JobStatus } from './job.ts';
import type { DailyJobCost, JobCostReader } from './job-costs.ts';
import type { JobStore } from './ports.ts';

/** Which jobs; null or empty = all. */
export interface JobFilter {
  readonly kinds: readonly JobKindName[] | null;
  readonly statuses: readonly JobStatus[] | null;
  readonly dataset: string | null;
}

interface CatalogPorts {
  readonly store: Pick<JobStore, 'find' | 'page'> & JobCostReader;
  readonly now: () => Date;
}

/** Days that costs are told of at the most. */
const mostCostDays = 366;
const millisecondsPerDay = 86_400_000;

/** Use case: what is known of jobs. */
export class JobCatalog {
  readonly #ports: CatalogPorts;
  readonly #maxPageSize: number;

  constructor(ports: CatalogPorts, limits: { readonly maxPageSize: number }) {
    this.#ports = ports;
    this.#maxPageSize = limits.maxPageSize;
  }

  find(id: number): Promise<Job | null> {
    return this.#ports.store.find(id);
  }

  /**
   * Newest first.
   * @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large.
   */
  async page(filter: JobFilter, { first, before }: PageRequest): Promise<Page<Job>> {
    const limit = pageSize(first, this.#maxPageSize);
    const found = await this.#ports.store.page({ ...filter, before, limit: limit + 1 });
    return { entries: found.slice(0, limit), hasMore: found.length > limit };
  }

  /**
   * What jobs have cost on each of the last days, today included.
   * @throws ForecastError INVALID_INPUT.
   */
  costs(filter: Omit<JobFilter, 'statuses'>, days: number): Promise<readonly DailyJobCost[]> {
    if (!Number.isInteger(days) || days < 1 || days > mostCostDays) throw wrongDays(days);
    const { store, now } = this.#ports;
    const from = new Date(now().getTime() - (days - 1) * millisecondsPerDay);
    return store.costs({ ...filter, from: from.toISOString().slice(0, 10) });
  }
}

function wrongDays(days: number): ForecastError<'INVALID_INPUT'> {
  const message = `is ${days}; give 1 to ${mostCostDays}`;
  return new ForecastError('INVALID_INPUT', `days ${message}.`, {
    issues: [{ path: 'days', message }],
  });
}
