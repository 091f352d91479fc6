import { type Dataset, pageSize } from '../catalog/index.ts';
import type { IssueReader } from '../forecast-issues/index.ts';
import type { Page, PageRequest } from '../models/index.ts';
import type { RealisedStore } from './ports.ts';
import { type ScoredIssue, withIssues } from './scored-issue.ts';

interface ListPorts {
  readonly store: Pick<RealisedStore, 'page'>;
  readonly issues: Pick<IssueReader, 'issues'>;
}

/** Use case: how good the issues of a dataset were by the newest demand that they were checked against, the newest issue first. */
export class ListRealised {
  readonly #ports: ListPorts;
  readonly #maxPageSize: number;

  constructor(ports: ListPorts, { maxPageSize }: { readonly maxPageSize: number }) {
    this.#ports = ports;
    this.#maxPageSize = maxPageSize;
  }

  /** @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large. */
  async page({ id }: Dataset, { first, before }: PageRequest): Promise<Page<ScoredIssue>> {
    const limit = pageSize(first, this.#maxPageSize);
    const { store, issues } = this.#ports;
    const found = await store.page({ datasetId: id, before, limit: limit + 1 });
    const entries = await withIssues(found.slice(0, limit), issues);
    return { entries, hasMore: found.length > limit };
  }
}
