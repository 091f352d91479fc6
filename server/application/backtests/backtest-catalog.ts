import { leaderboard, type LeaderboardEntry } from '#core/backtest';
import { dateOf } from '#core/calendar';
import { ForecastError } from '#core/errors';
import { levelNamed, parseLevel } from '#core/hierarchy';
import { type ItemWindow, type SegmentScore, segmentScores } from '#core/selection';

import { type CatalogReader, datasetBySlug, pageSize, readItems } from '../catalog/index.ts';
import type { WindowDates } from './backtest.ts';
import { itemHierarchy } from './item-hierarchy.ts';
import type { BacktestSummary } from './list-backtests.ts';
import type { BacktestStore } from './ports.ts';
import { type SelectionMetric } from './select-models.ts';

export interface SummaryQuery {
  /** null = any; these runs alone. */
  readonly ids: readonly number[] | null;
  readonly dataset: string | null;
  /** null = any. */
  readonly isComplete: boolean | null;
  readonly before: number | null;
  readonly limit: number;
}

/** Stored runs by pages. */
export interface BacktestPages {
  /** Newest first; one SQL statement. */
  summaryPage(query: SummaryQuery): Promise<readonly BacktestSummary[]>;
}

export interface BacktestFilter {
  readonly dataset: string | null;
  readonly isComplete: boolean | null;
}

/** What is stored of a run so far: every model over the windows that it is done in. */
export interface RunScores {
  readonly windows: readonly (WindowDates & { readonly index: number })[];
  /** By WAPE. */
  readonly entries: readonly LeaderboardEntry[];
}

/** Scores of items, or of groups of them, of one model over the windows that are done. */
export interface NamedScore extends SegmentScore {
  /** Key of the item, or name of the group such as `CA_1`. */
  readonly name: string;
  readonly items: number;
}

interface CatalogPorts {
  readonly catalog: CatalogReader;
  readonly store: BacktestStore & BacktestPages;
}

/** Use case: read stored backtests, also those that are not finished. */
export class BacktestCatalog {
  readonly #ports: CatalogPorts;
  readonly #maxPageSize: number;

  constructor(ports: CatalogPorts, limits: { readonly maxPageSize: number }) {
    this.#ports = ports;
    this.#maxPageSize = limits.maxPageSize;
  }

  /** In the order of the ids; null where there is no such run. */
  async runs(ids: readonly number[]): Promise<readonly (BacktestSummary | null)[]> {
    const query = { ids, dataset: null, isComplete: null, before: null, limit: ids.length };
    const found = await this.#ports.store.summaryPage(query);
    const byId = new Map(found.map((run) => [run.id, run]));
    return ids.map((id) => byId.get(id) ?? null);
  }

  /**
   * Newest first.
   * @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large.
   */
  async page(
    filter: BacktestFilter,
    { first, before }: { readonly first: number | null; readonly before: number | null },
  ) {
    const limit = pageSize(first, this.#maxPageSize);
    const query = { ...filter, ids: null, before, limit: limit + 1 };
    const found = await this.#ports.store.summaryPage(query);
    return { entries: found.slice(0, limit), hasMore: found.length > limit };
  }

  async scores(run: BacktestSummary): Promise<RunScores> {
    const { store, catalog } = this.#ports;
    const [windows, results] = await Promise.all([store.windows(run.id), store.results(run.id)]);
    const [dataset] = await catalog.datasetsBySlug([run.config.dataset]);
    const date = (period: number) =>
      dataset === undefined ? String(period) : dateOf(dataset.calendar, period);
    return {
      windows: windows.map(({ index, cutoff }) => ({
        ...{ index, cutoff: date(cutoff), from: date(cutoff + 1) },
        to: date(cutoff + run.config.horizon),
      })),
      entries: leaderboard(results),
    };
  }

  /**
   * The newest finished run of a dataset, its models by one score of one level, best first; undefined scores last.
   * `level` null: of single items, WRMSSE and WSPL over all levels.
   * @throws ForecastError DATASET_NOT_FOUND, LEVEL_NOT_FOUND.
   */
  async leaderboard(
    dataset: string,
    metric: SelectionMetric,
    level: string | null,
  ): Promise<readonly { readonly score: number | null; readonly entry: LeaderboardEntry }[]> {
    await datasetBySlug(this.#ports.catalog, dataset);
    const query = { ids: null, dataset, isComplete: true, before: null, limit: 1 };
    const [run] = await this.#ports.store.summaryPage(query);
    if (run === undefined) return [];
    const name = level === null ? null : parseLevel(level).name;
    if (name !== null && !run.config.levels.includes(name)) throw levelNotFound(name, run);
    const entries = leaderboard(await this.#ports.store.results(run.id));
    const scored = entries.map((entry) => {
      const scores = name === null ? entry : entry.levels.find((one) => one.level === name);
      return { entry, score: scores?.[metric] ?? null };
    });
    return scored.sort((one, other) => (one.score ?? Infinity) - (other.score ?? Infinity));
  }

  /** @throws ForecastError INVALID_INPUT, LIMIT_EXCEEDED for a page that is too small or too large. */
  async items(
    run: BacktestSummary,
    model: string,
    { first, before }: { readonly first: number | null; readonly before: number | null },
    signal: AbortSignal,
  ) {
    const limit = pageSize(first, this.#maxPageSize);
    const { keys } = await this.#itemsOf(run, signal);
    const groupOf = Int32Array.from(keys, (_, item) => item);
    const scores = segmentScores({ count: keys.length, groupOf }, await this.#windows(run, model));
    const start = before ?? 0;
    const entries = scores
      .slice(start, start + limit)
      .map((score, place): NamedScore & { readonly place: number } => ({
        ...{ place: start + place + 1, name: keys[start + place]!, items: 1 },
        ...score,
      }));
    return { entries, hasMore: start + limit < keys.length };
  }

  /**
   * The groups of a level, such as `store`, in their order.
   * @throws ForecastError LEVEL_NOT_FOUND, ATTRIBUTE_MISSING.
   */
  async segments(
    run: BacktestSummary,
    { model, level: name }: { readonly model: string; readonly level: string },
    signal: AbortSignal,
  ): Promise<readonly NamedScore[]> {
    const { items } = await this.#itemsOf(run, signal);
    const level = levelNamed(itemHierarchy(items, [name]), parseLevel(name).name);
    const scores = segmentScores(level, await this.#windows(run, model));
    return level.keys.map((key, group) => ({
      ...{ name: key, items: level.sizes[group]! },
      ...scores[group]!,
    }));
  }

  async #itemsOf({ id, datasetId }: BacktestSummary, signal: AbortSignal) {
    const { store, catalog } = this.#ports;
    const [run, known] = await Promise.all([store.find(id), readItems(catalog, datasetId, signal)]);
    const byId = new Map(known.map((item) => [item.id, item]));
    const items = (run?.itemIds ?? []).flatMap((item) => byId.get(item) ?? []);
    return { items, keys: items.map(({ key }) => key) };
  }

  async #windows({ id }: BacktestSummary, model: string): Promise<readonly ItemWindow[]> {
    const { store } = this.#ports;
    const [windows, results] = await Promise.all([
      store.windows(id),
      store.itemResults(id, [model]),
    ]);
    const demands = new Map(windows.map(({ index, demand }) => [index, demand]));
    return results.map(({ window, sums }) => ({ demand: demands.get(window)!, sums }));
  }
}

function levelNotFound(level: string, { id, config }: BacktestSummary): ForecastError {
  const { levels: available } = config;
  return new ForecastError(
    'LEVEL_NOT_FOUND',
    `Backtest ${id} has no level ${JSON.stringify(level)}; it has ${available.join(', ')}.`,
    { level, available },
  );
}
