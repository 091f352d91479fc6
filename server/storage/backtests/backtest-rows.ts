import type { LevelResult } from '#core/backtest';
import { frequencies } from '#core/calendar';
import { missingValuePolicies } from '#core/series';
import { z } from 'zod';

import type {
  BacktestConfig,
  BacktestRun,
  ItemResult,
  StoredWindow,
} from '../../application/backtests/index.ts';
import type {
  BacktestRun as RunRow,
  BacktestScore as ScoreRow,
  BacktestUnit as UnitRow,
  BacktestWindow as WindowRow,
} from '../generated/client.ts';
import { sumsFromRow } from './score-sums.ts';

/** What `open` writes into the JSON column. */
const storedConfig = z.object({
  dataset: z.string(),
  datasetVersion: z.string(),
  frequency: z.enum(frequencies),
  missingValuePolicy: z.enum(missingValuePolicies),
  models: z.array(z.string()),
  horizon: z.number(),
  windows: z.number(),
  stepSize: z.number(),
  refit: z.number(),
  inputSize: z.number().nullable(),
  quantileLevels: z.array(z.number()),
  levels: z.array(z.string()),
  weights: z.enum(['dollar-sales', 'unit-sales']),
  seed: z.number(),
  release: z.string(),
}) satisfies z.ZodType<BacktestConfig>;

/** Parses the JSON column. */
export function configFromRow(config: unknown): BacktestConfig {
  return storedConfig.parse(config);
}

export function runFromRow({ config, ...row }: RunRow): BacktestRun {
  const { id, datasetId, asOf, itemIds, createdAt, completedAt, resultHash } = row;
  return {
    id,
    datasetId,
    config: configFromRow(config),
    asOf,
    itemIds,
    createdAt,
    completedAt,
    resultHash,
  };
}

export function windowFromRow(row: WindowRow): StoredWindow {
  const { index, cutoff, fitCutoff } = row;
  return {
    index,
    cutoff,
    fitCutoff,
    demand: {
      count: Float64Array.from(row.itemCount),
      actual: Float64Array.from(row.itemActual),
      absoluteActual: Float64Array.from(row.itemAbsoluteActual),
    },
  };
}

export function itemsFromRow(row: UnitRow): ItemResult {
  return {
    window: row.window,
    model: row.model,
    sums: {
      error: Float64Array.from(row.itemError),
      absoluteError: Float64Array.from(row.itemAbsoluteError),
      squaredError: Float64Array.from(row.itemSquaredError),
      medianAbsoluteError: Float64Array.from(row.itemMedianAbsoluteError),
    },
  };
}

export function scoreFromRow(row: ScoreRow): LevelResult {
  const { level, series, unscaled, wrmsse, wspl, rmsse } = row;
  return { level, series, unscaled, wrmsse, wspl, rmsse, ...sumsFromRow(row) };
}
