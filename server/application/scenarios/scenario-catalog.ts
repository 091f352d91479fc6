import { type Dataset, pageSize } from '../catalog/index.ts';
import type { Page, PageRequest } from '../models/index.ts';
import type { ScenarioStore, StoredScenario } from './stored-scenario.ts';

/** Use cases: find a scenario, and list those of a dataset, newest first. */
export class ScenarioCatalog {
  readonly #store: Pick<ScenarioStore, 'find' | 'page'>;
  readonly #maxPageSize: number;

  constructor(
    store: Pick<ScenarioStore, 'find' | 'page'>,
    { maxPageSize }: { readonly maxPageSize: number },
  ) {
    this.#store = store;
    this.#maxPageSize = maxPageSize;
  }

  find(id: number): Promise<StoredScenario | null> {
    return this.#store.find(id);
  }

  /** @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large. */
  async page({ id }: Dataset, { first, before }: PageRequest): Promise<Page<StoredScenario>> {
    const limit = pageSize(first, this.#maxPageSize);
    const found = await this.#store.page({ datasetId: id, before, limit: limit + 1 });
    return { entries: found.slice(0, limit), hasMore: found.length > limit };
  }
}
