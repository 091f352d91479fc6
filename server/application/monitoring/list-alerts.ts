import { pageSize } from '../catalog/index.ts';
import type { Page, PageRequest } from '../models/index.ts';
import type { Alert } from './alert.ts';
import type { AlertQuery, AlertStore } from './ports.ts';

/** Which alerts; null = any. */
export type AlertFilter = Pick<AlertQuery, 'dataset' | 'kind' | 'states'>;

/** Use case: read alerts page by page, newest first. */
export class ListAlerts {
  readonly #store: AlertStore;
  readonly #maxPageSize: number;

  constructor(store: AlertStore, { maxPageSize }: { readonly maxPageSize: number }) {
    this.#store = store;
    this.#maxPageSize = maxPageSize;
  }

  /** @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for `first`. */
  async page(filter: AlertFilter, { first, before }: PageRequest): Promise<Page<Alert>> {
    const size = pageSize(first, this.#maxPageSize);
    const found = await this.#store.alerts({ ...filter, before, limit: size + 1 });
    return { entries: found.slice(0, size), hasMore: found.length > size };
  }

  find(ids: readonly number[]): Promise<readonly Alert[]> {
    return this.#store.find(ids);
  }
}
