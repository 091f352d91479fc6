import { leaderboard, type PooledScores } from '#core/backtest';
import { ForecastError } from '#core/errors';
import { levelNamed, parseLevel } from '#core/hierarchy';
import { type Choice, chooseBest, segmentScores } from '#core/selection';
import { z } from 'zod';

import { type CatalogReader, readItems } from '../catalog/index.ts';
import { parseInput } from '../parse-input.ts';
import type { BacktestRun } from './backtest.ts';
import { finishedRun } from './finished-run.ts';
import { itemHierarchy } from './item-hierarchy.ts';
import type { BacktestStore } from './ports.ts';

/** The scores that models may be chosen by; lower is better for all of them. */
export const selectionMetrics = ['wape', 'wapeMean', 'rmsse', 'wrmsse', 'wspl'] as const;
export type SelectionMetric = (typeof selectionMetrics)[number];

const selectionCommand = z.strictObject({
  run: z.int().min(1),
  /** A level whose segments choose a model each; without it each level of the run chooses one. */
  level: z.string().min(1).max(200).optional(),
  metric: z.enum(selectionMetrics).default('wape'),
});

/** The best model of a level, or of a segment of items. */
export interface SelectedModel {
  /** Name of the level, or of the segment such as `CA_1`. */
  readonly scope: string;
  /** Series of the level, items of the segment. */
  readonly series: number;
  /** null where no score is defined. */
  readonly choice: Choice | null;
}

/** The choices from one run. */
export interface Selection {
  readonly run: BacktestRun;
  readonly metric: SelectionMetric;
  /** null: one choice per level. */
  readonly level: string | null;
  readonly choices: readonly SelectedModel[];
}

/** Use case: choose the best model of each level, or of each segment of one level, from a finished run. */
export class SelectModels {
  readonly #catalog: CatalogReader;
  readonly #store: BacktestStore;

  constructor(catalog: CatalogReader, store: BacktestStore) {
    this.#catalog = catalog;
    this.#store = store;
  }

  /** @throws ForecastError INVALID_INPUT, BACKTEST_NOT_FOUND, LEVEL_NOT_FOUND. */
  async execute(input: unknown, signal: AbortSignal): Promise<Selection> {
    const { run: id, level, metric } = parseInput(selectionCommand, input);
    const run = await finishedRun(this.#store, id);
    const choices =
      level === undefined
        ? await this.#perLevel(run, metric)
        : await this.#perSegment(run, level, metric, signal);
    return { run, metric, level: level === undefined ? null : parseLevel(level).name, choices };
  }

  async #perLevel(run: BacktestRun, metric: SelectionMetric): Promise<readonly SelectedModel[]> {
    const entries = leaderboard(await this.#store.results(run.id));
    const score = (level: PooledScores) => level[metric];
    return run.config.levels.map((scope, place) => ({
      scope,
      series: entries[0]!.levels[place]!.series,
      choice: chooseBest(
        entries.map(({ model, levels }) => ({ model, score: score(levels[place]!) })),
      ),
    }));
  }

  async #perSegment(
    run: BacktestRun,
    name: string,
    metric: SelectionMetric,
    signal: AbortSignal,
  ): Promise<readonly SelectedModel[]> {
    if (metric !== 'wape' && metric !== 'wapeMean') {
      const message = `of segments must be wape or wapeMean, found ${metric}; leave the level out to choose by ${metric} per level`;
      throw new ForecastError('INVALID_INPUT', `metric ${message}.`, {
        issues: [{ path: 'metric', message }],
      });
    }
    const known = await readItems(this.#catalog, run.datasetId, signal);
    const byId = new Map(known.map((item) => [item.id, item]));
    const items = run.itemIds.flatMap((id) => byId.get(id) ?? []);
    const level = levelNamed(itemHierarchy(items, [name]), parseLevel(name).name);
    const windows = new Map(
      (await this.#store.windows(run.id)).map(({ index, demand }) => [index, demand]),
    );
    const results = await this.#store.itemResults(run.id);
    const scores = run.config.models.map((model) => {
      const own = results.filter((result) => result.model === model);
      const pairs = own.map(({ window, sums }) => ({ demand: windows.get(window)!, sums }));
      return { model, segments: segmentScores(level, pairs) };
    });
    return level.keys.map((scope, group) => ({
      scope,
      series: level.sizes[group]!,
      choice: chooseBest(
        scores.map(({ model, segments }) => ({ model, score: segments[group]![metric] })),
      ),
    }));
  }
}
