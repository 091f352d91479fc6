import { ForecastError } from '../errors/index.ts';

/** How cutoffs roll through a history. All lengths are periods. */
export interface WindowPlan {
  /** Number of windows. */
  readonly windows: number;
  /** Distance between consecutive cutoffs. */
  readonly stepSize: number;
  readonly horizon: number;
  /** Models choose their parameters anew every so many windows, from the oldest on; in between only new values are seen. */
  readonly refit: number;
}

/** One rolling origin: everything up to `cutoff` is known, the `horizon` periods behind it are forecast and scored. */
export interface BacktestWindow {
  /** 0 = the oldest. */
  readonly index: number;
  readonly cutoff: number;
  /** Parameters are chosen from the history up to here; at most `cutoff`. */
  readonly fitCutoff: number;
}

/** First and last period of a dataset, both included. */
export interface HistorySpan {
  readonly first: number;
  readonly last: number;
}

/**
 * The windows of a plan, oldest first; the last one ends with the history. One season must lie before the first cutoff.
 * @throws ForecastError HORIZON_TOO_LONG.
 */
export function rollingWindows(
  { windows, stepSize, horizon, refit }: WindowPlan,
  { first, last }: HistorySpan,
  seasonLength: number,
): readonly BacktestWindow[] {
  const available = last - first + 1;
  const needed = seasonLength + (windows - 1) * stepSize + horizon;
  if (needed > available) {
    throw new ForecastError(
      'HORIZON_TOO_LONG',
      `${windows} window(s) of ${horizon} period(s), ${stepSize} apart, and one season of ${seasonLength} before them need ${needed} periods of history, but there are ${available}. Ask for a shorter horizon, fewer windows or a smaller step.`,
      { horizon, windows, stepSize, needed, available },
    );
  }
  const oldest = last - horizon - (windows - 1) * stepSize;
  return Array.from({ length: windows }, (_, index) => ({
    index,
    cutoff: oldest + index * stepSize,
    fitCutoff: oldest + (index - (index % refit)) * stepSize,
  }));
}
