import { dateOf } from '#core/calendar';
import { ForecastError, type InputIssue } from '#core/errors';
import { parseLevel } from '#core/hierarchy';
import { z } from 'zod';

import type { CatalogReader } from '../catalog/index.ts';
import { parseInput } from '../parse-input.ts';
import type { BacktestRun } from './backtest.ts';
import { comparability, type RunWithWindows } from './comparability.ts';
import { type ComparedLine, comparedLines } from './compared-lines.ts';
import { finishedRun } from './finished-run.ts';
import type { BacktestStore } from './ports.ts';

const compareCommand = z.strictObject({
  /** Numbers of finished runs; the first one is what the others are measured against. */
  runs: z.array(z.int().min(1)).min(1, 'must name at least one run').max(20),
  /** One level of the hierarchy; otherwise single items, and WRMSSE and WSPL over all levels. */
  level: z.string().min(1).max(200).optional(),
});

/** Runs side by side. */
export interface BacktestComparison {
  readonly runs: readonly BacktestRun[];
  /** null: single items, and WRMSSE and WSPL over `levels`. */
  readonly level: string | null;
  /** Levels that all of the runs scored. */
  readonly levels: readonly string[];
  readonly windows: number;
  /** The models of all runs by WAPE. */
  readonly lines: readonly ComparedLine[];
  /** What differs between the runs. */
  readonly notes: readonly string[];
}

/** Use case: compare the scores of stored runs that forecast the same demand from the same cutoffs. */
export class CompareBacktests {
  readonly #catalog: CatalogReader;
  readonly #store: BacktestStore;

  constructor(catalog: CatalogReader, store: BacktestStore) {
    this.#catalog = catalog;
    this.#store = store;
  }

  /** @throws ForecastError INVALID_INPUT, for runs that cannot be compared too; BACKTEST_NOT_FOUND, LEVEL_NOT_FOUND. */
  async execute(input: unknown): Promise<BacktestComparison> {
    const command = parseInput(compareCommand, input);
    const ids = [...new Set(command.runs)];
    const runs = await Promise.all(
      ids.map(async (id): Promise<RunWithWindows> => {
        const run = await finishedRun(this.#store, id);
        return { run, windows: await this.#store.windows(id) };
      }),
    );
    const same = comparability(runs, await this.#dates(runs[0]!.run));
    if (same.obstacles.length > 0) throw incomparable(same.obstacles);
    const level = command.level === undefined ? null : parseLevel(command.level).name;
    if (level !== null && !same.levels.includes(level)) throw levelNotFound(level, same.levels);
    const results = await Promise.all(
      ids.map(async (run) => ({ run, results: await this.#store.results(run) })),
    );
    return {
      runs: runs.map(({ run }) => run),
      level,
      levels: same.levels,
      windows: runs[0]!.windows.length,
      lines: comparedLines(results, { ...same, level }),
      notes: same.notes,
    };
  }

  async #dates({ datasetId }: BacktestRun): Promise<(period: number) => string> {
    const dataset = (await this.#catalog.datasets()).find(({ id }) => id === datasetId);
    return (period) => (dataset === undefined ? String(period) : dateOf(dataset.calendar, period));
  }
}

function incomparable(obstacles: readonly string[]): ForecastError<'INVALID_INPUT'> {
  const issues = obstacles.map((message): InputIssue => ({ path: 'runs', message }));
  return new ForecastError(
    'INVALID_INPUT',
    `These runs cannot be compared; they differ in ${obstacles.join('; in ')}. Compare runs that forecast the same items of one dataset from the same cutoffs.`,
    { issues },
  );
}

function levelNotFound(
  level: string,
  available: readonly string[],
): ForecastError<'LEVEL_NOT_FOUND'> {
  return new ForecastError(
    'LEVEL_NOT_FOUND',
    `Not every run has scores of the level ${JSON.stringify(level)}; all of them have ${available.join(', ')}.`,
    { level, available },
  );
}
