import { type Dataset, pageSize } from '../catalog/index.ts';
import type { Page, PageRequest } from '../models/index.ts';
import type { DriftCheck } from './drift-check.ts';
import type { DriftStore } from './ports.ts';

/** Use case: the stored reports on drift of a dataset, newest first. */
export class ListDrift {
  readonly #store: DriftStore;
  readonly #maxPageSize: number;

  constructor(store: DriftStore, { maxPageSize }: { readonly maxPageSize: number }) {
    this.#store = store;
    this.#maxPageSize = maxPageSize;
  }

  /** @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large. */
  async page({ id }: Dataset, { first, before }: PageRequest): Promise<Page<DriftCheck>> {
    const limit = pageSize(first, this.#maxPageSize);
    const found = await this.#store.checks({ datasetId: id, before, limit: limit + 1 });
    return { entries: found.slice(0, limit), hasMore: found.length > limit };
  }
}
