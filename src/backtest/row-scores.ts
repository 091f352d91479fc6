import { bottomLevel, type Hierarchy } from '../hierarchy/index.ts';
import type { SeriesForecast } from '../models/index.ts';
import {
  addIntervals,
  type CentralInterval,
  centralIntervals,
  sumsPerInterval,
} from './central-intervals.ts';
import type { ForecastPlan } from './forecast-rows.ts';
import { rowChunks } from './row-chunks.ts';

/**
 * What is kept of the forecasts of one model in one window until all rows are there. Chunks write to places of their own,
 * so that threads may share it.
 */
export interface RowScores {
  /** Means of the items: `means[item * horizon + lead]`. */
  readonly means: Float64Array;
  /** Per row: pinball loss summed over the quantile levels that are scored and the known demand. */
  readonly losses: Float64Array;
  /** Per item: absolute errors of the median, summed over the known demand. */
  readonly medianErrors: Float64Array;
  /** Per chunk: absolute errors of the median at each lead time, then the sums of every central interval. */
  readonly chunks: Float64Array;
}

/** Room for the scores of one model in one window; `room` gives arrays of that many numbers. */
export function roomForScores(
  hierarchy: Hierarchy,
  { horizon, quantileLevels }: Pick<ForecastPlan, 'horizon' | 'quantileLevels'>,
  room: (numbers: number) => Float64Array,
): RowScores {
  const items = hierarchy.items.length;
  const width = chunkWidth(horizon, centralIntervals(quantileLevels));
  return {
    means: room(items * horizon),
    losses: room(hierarchy.rows),
    medianErrors: room(items),
    chunks: room(rowChunks(hierarchy).length * width),
  };
}

/** Numbers that are kept of one chunk. */
export function chunkWidth(horizon: number, intervals: readonly CentralInterval[]): number {
  return horizon + intervals.length * sumsPerInterval;
}

/** How rows are scored: the same for all rows and models. */
export interface RowScoring {
  readonly horizon: number;
  readonly quantileLevels: readonly number[];
  /** Places of the levels whose pinball losses are summed. */
  readonly scoredLevels: readonly number[];
  readonly intervals: readonly CentralInterval[];
  /** Demand of all rows, `actual[row * horizon + lead]`; NaN where it is unknown. */
  readonly actual: Float64Array;
  /** Row of the first item. */
  readonly firstItem: number;
}

/** Scoring of the rows of a hierarchy whose demand is `actual`. */
export function rowScoring(
  hierarchy: Hierarchy,
  { horizon, quantileLevels }: ForecastPlan,
  scoredLevels: readonly number[],
  actual: Float64Array,
): RowScoring {
  const intervals = centralIntervals(quantileLevels);
  const firstItem = bottomLevel(hierarchy).first;
  return { horizon, quantileLevels, scoredLevels, intervals, actual, firstItem };
}

/** Scores a row, adding to the sums of chunk number `chunk`. */
export function scoreRow(
  scoring: RowScoring,
  { mean, median, quantiles }: SeriesForecast,
  row: number,
  chunk: number,
  into: RowScores,
): void {
  const { horizon, quantileLevels, intervals, actual, firstItem } = scoring;
  const at = row * horizon;
  const sumsAt = chunk * chunkWidth(horizon, intervals);
  const sums = into.chunks;
  let medianError = 0;
  for (let lead = 0; lead < horizon; lead += 1) {
    const demand = actual[at + lead]!;
    if (Number.isNaN(demand)) continue;
    const error = Math.abs(demand - median[lead]!);
    sums[sumsAt + lead]! += error;
    medianError += error;
  }
  into.losses[row] = pinballLosses(scoring, quantiles, at);
  addIntervals(
    intervals,
    { quantileLevels, quantiles, actual, at, horizon },
    sums,
    sumsAt + horizon,
  );
  if (row < firstItem || row >= firstItem + into.medianErrors.length) return;
  into.means.set(mean, (row - firstItem) * horizon);
  into.medianErrors[row - firstItem] = medianError;
}

/** Pinball losses of a row whose demand begins at `at`, level by level. */
function pinballLosses(
  { horizon, quantileLevels, scoredLevels, actual }: RowScoring,
  quantiles: Float64Array,
  at: number,
): number {
  let losses = 0;
  for (const place of scoredLevels) {
    const level = quantileLevels[place]!;
    const from = place * horizon;
    let total = 0;
    for (let lead = 0; lead < horizon; lead += 1) {
      const error = actual[at + lead]! - quantiles[from + lead]!;
      // The larger is the one of its sign, without a branch that nobody can foresee.
      if (!Number.isNaN(error)) total += Math.max(level * error, (level - 1) * error);
    }
    losses += total;
  }
  return losses;
}
