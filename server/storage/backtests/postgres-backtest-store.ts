import type { ModelWindow } from '#core/backtest';
import { itemLevel } from '#core/hierarchy';

import type {
  BacktestList,
  BacktestPages,
  BacktestRun,
  BacktestStore,
  BacktestSummary,
  FinishedUnit,
  ItemResult,
  NewBacktestRun,
  RunTally,
  StoredWindow,
  SummaryQuery,
} from '../../application/backtests/index.ts';
import type { Database } from '../database.ts';
import { translatingErrors } from '../database-errors.ts';
import { transaction } from '../transaction.ts';
import {
  summariesSql,
  summaryFromRow,
  summaryPageSql,
  type SummaryRow,
} from './backtest-summaries.ts';
import { tallySql } from './backtest-tally.ts';
import { itemsFromRow, runFromRow, scoreFromRow, windowFromRow } from './backtest-rows.ts';
import { insertUnit } from './insert-unit.ts';
import { insertWindow } from './insert-window.ts';

/** Stored backtests in PostgreSQL. A unit and its scores are one transaction. */
export class PostgresBacktestStore implements BacktestStore, BacktestList, BacktestPages {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  open(run: NewBacktestRun): Promise<BacktestRun> {
    const { config, itemIds, configHash, ...rest } = run;
    return this.#use('backtest open', async ({ backtestRun }) => {
      const { datasetVersion, quantileLevels, levels, models, ...plain } = config;
      const lists = {
        quantileLevels: [...quantileLevels],
        levels: [...levels],
        models: [...models],
      };
      const row = await backtestRun.upsert({
        where: { configHash },
        update: {},
        create: {
          ...rest,
          configHash,
          datasetVersion,
          config: { ...plain, ...lists, datasetVersion },
          itemIds: [...itemIds],
        },
      });
      return runFromRow(row);
    });
  }

  async discard(configHash: string): Promise<void> {
    await this.#use('backtest discard', ({ backtestRun }) =>
      backtestRun.deleteMany({ where: { configHash } }),
    );
  }

  summaries(datasetId: number | null): Promise<readonly BacktestSummary[]> {
    return translatingErrors('backtests', async () => {
      const { rows } = await this.#database.pool.query<SummaryRow>(summariesSql, [datasetId]);
      return rows.map(summaryFromRow);
    });
  }

  summaryPage({ ids, dataset, isComplete, before, limit }: SummaryQuery) {
    return translatingErrors('backtests', async () => {
      const values = [ids, dataset, isComplete, before, limit];
      const { rows } = await this.#database.pool.query<SummaryRow>(summaryPageSql, values);
      return rows.map(summaryFromRow);
    });
  }

  find(id: number): Promise<BacktestRun | null> {
    return this.#use('backtest', async ({ backtestRun }) => {
      const row = await backtestRun.findUnique({ where: { id } });
      return row === null ? null : runFromRow(row);
    });
  }

  async saveWindows(runId: number, windows: readonly StoredWindow[]): Promise<void> {
    await transaction(this.#database, 'backtest windows', async (client) => {
      for (const window of windows) await insertWindow(client, runId, window);
    });
  }

  async saveUnit(runId: number, unit: FinishedUnit): Promise<void> {
    await transaction(this.#database, 'backtest unit', (client) => insertUnit(client, runId, unit));
  }

  units(runId: number): ReturnType<BacktestStore['units']> {
    return this.#use('backtest units', ({ backtestUnit }) =>
      backtestUnit.findMany({
        where: { runId },
        select: { window: true, model: true, resultHash: true },
      }),
    );
  }

  complete(id: number, resultHash: string): Promise<BacktestRun> {
    return this.#use('backtest complete', async ({ backtestRun }) => {
      // Workers that died may have left leases behind.
      const leases = { deleteMany: {} };
      const data = { resultHash, completedAt: new Date(), leases };
      return runFromRow(await backtestRun.update({ where: { id }, data }));
    });
  }

  tally(runId: number, models: number): Promise<RunTally> {
    return translatingErrors('backtest tally', async () => {
      const values = [runId, models, itemLevel.name];
      const { rows } = await this.#database.pool.query<RunTally>(tallySql, values);
      return rows[0]!;
    });
  }

  windows(runId: number): Promise<readonly StoredWindow[]> {
    return this.#use('backtest windows', async ({ backtestWindow }) => {
      const rows = await backtestWindow.findMany({ where: { runId }, orderBy: { index: 'asc' } });
      return rows.map(windowFromRow);
    });
  }

  results(runId: number, models?: readonly string[]): Promise<readonly ModelWindow[]> {
    return this.#use('backtest scores', async ({ backtestUnit }) => {
      const rows = await backtestUnit.findMany({
        where: unitsOf(runId, models),
        orderBy: [{ window: 'asc' }, { model: 'asc' }],
        select: {
          window: true,
          model: true,
          seconds: true,
          scores: { orderBy: { rank: 'asc' } },
        },
      });
      return rows.map(({ scores, ...unit }) => ({ ...unit, levels: scores.map(scoreFromRow) }));
    });
  }

  itemResults(runId: number, models?: readonly string[]): Promise<readonly ItemResult[]> {
    return this.#use('backtest items', async ({ backtestUnit }) => {
      const rows = await backtestUnit.findMany({
        where: unitsOf(runId, models),
        orderBy: [{ window: 'asc' }, { model: 'asc' }],
      });
      return rows.map(itemsFromRow);
    });
  }

  #use<Result>(
    operation: string,
    work: (prisma: Database['prisma']) => Promise<Result>,
  ): Promise<Result> {
    return translatingErrors(operation, () => work(this.#database.prisma));
  }
}

/** Units of a run; of these models, of all where they are left out. */
function unitsOf(runId: number, models: readonly string[] | undefined) {
  return { runId, ...(models === undefined ? {} : { model: { in: [...models] } }) };
}
