import { type CatalogReader, datasetBySlug } from '../catalog/index.ts';
import type { BacktestRun } from './backtest.ts';

/** A stored run without its items and scores. */
export interface BacktestSummary extends Omit<BacktestRun, 'itemIds'> {
  /** Number of items. */
  readonly items: number;
  /** Units (one model in one window) that are stored. */
  readonly unitsDone: number;
}

/** Stored runs as a list. */
export interface BacktestList {
  /** The runs of a dataset, or of all (null), newest first; one SQL statement. */
  summaries(datasetId: number | null): Promise<readonly BacktestSummary[]>;
}

/** Use case: the stored backtests, newest first. */
export class ListBacktests {
  readonly #catalog: CatalogReader;
  readonly #list: BacktestList;

  constructor(catalog: CatalogReader, list: BacktestList) {
    this.#catalog = catalog;
    this.#list = list;
  }

  /** @throws ForecastError DATASET_NOT_FOUND. */
  async execute({
    dataset: slug,
  }: {
    readonly dataset: string | null;
  }): Promise<readonly BacktestSummary[]> {
    const id = slug === null ? null : (await datasetBySlug(this.#catalog, slug)).id;
    return this.#list.summaries(id);
  }
}
