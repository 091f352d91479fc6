import { seasonLength } from '../calendar/index.ts';
import {
  m5QuantileLevels,
  scaledScores,
  type Scales,
  seasonalNaiveRows,
  sumScored,
} from '../evaluation/index.ts';
import { bottomLevel, type Hierarchy, type HierarchyLevel } from '../hierarchy/index.ts';
import type { Series } from '../series/index.ts';
import type { ForecastPlan } from './forecast-rows.ts';
import { type IntervalTally, intervalTallies } from './interval-tallies.ts';
import { type ItemSums, itemSums } from './item-sums.ts';
import { type LeadSums, leadSums } from './lead-sums.ts';
import { windowActuals } from './window-actuals.ts';
import type { BacktestWindow } from './windows.ts';
import type { RowForecasts } from './write-forecasts.ts';

/** The scores of one model in one window at one level. null = undefined there. */
export interface LevelResult {
  readonly level: string;
  /** Number of its series. */
  readonly series: number;
  /** Series with a weight but without a scale: left out of `wrmsse`. */
  readonly unscaled: number;
  readonly wrmsse: number | null;
  readonly wspl: number | null;
  /** Unweighted mean over the series, of the mean forecast. */
  readonly rmsse: number | null;
  readonly leads: LeadSums;
  readonly intervals: readonly IntervalTally[];
}

/** Everything that is kept of one model in one window. */
export interface WindowResult {
  readonly levels: readonly LevelResult[];
  readonly items: ItemSums;
}

/** What the forecasts of one window are scored against; the same for every model. */
export interface ScoringBasis {
  readonly hierarchy: Hierarchy;
  /** Demand of the items, in the order of the hierarchy. */
  readonly items: readonly Series[];
  /** Of each row of the hierarchy, from the history up to the cutoff. */
  readonly weights: Float64Array;
  readonly scales: Scales;
}

/**
 * Scores the forecasts of all rows of a hierarchy. The means of aggregates are the sums of their items' means (bottom-up);
 * medians and quantiles, which do not add up, are those of the model fitted to the aggregate's own series. WSPL is the
 * mean over M5's nine quantile levels where all of them were forecast, else over those that were.
 */
export function scoreWindow(
  { hierarchy, items, weights, scales }: ScoringBasis,
  window: BacktestWindow,
  { calendar, horizon, quantileLevels }: ForecastPlan,
  forecasts: RowForecasts,
): WindowResult {
  const bottom = bottomLevel(hierarchy);
  const actual = windowActuals(items, window.cutoff, horizon);
  const season = seasonLength(calendar.frequency);
  const naive = seasonalNaiveRows(items, window.cutoff, horizon, season);
  const mean = rowsOf(bottom, forecasts.mean, horizon);
  const summed = sumScored(hierarchy, actual, [mean, naive], horizon);
  const [means, baselines] = [summed.forecasts[0]!, summed.forecasts[1]!];
  const official = officialLevels(quantileLevels);
  const levels = hierarchy.levels.map((level): LevelResult => {
    const rows = {
      horizon,
      actual: rowsOf(level, summed.actual, horizon),
      mean: rowsOf(level, means, horizon),
      median: rowsOf(level, forecasts.median, horizon),
      baseline: rowsOf(level, baselines, horizon),
    };
    const quantiles = forecasts.quantiles.map((values) => rowsOf(level, values, horizon));
    const scored = scaledScores({
      horizon,
      actual: rows.actual,
      mean: rows.mean,
      series: level.count,
      quantiles: official.map((place) => ({
        level: quantileLevels[place]!,
        values: quantiles[place]!,
      })),
      weights: rowsOf(level, weights, 1),
      scales: {
        rmsse: rowsOf(level, scales.rmsse, 1),
        spl: rowsOf(level, scales.spl, 1),
        mase: null,
      },
    });
    return {
      level: level.name,
      series: level.count,
      unscaled: scored.unscaled,
      wrmsse: scored.wrmsse,
      wspl: scored.wspl,
      rmsse: scored.rmsse,
      leads: leadSums(rows),
      intervals: intervalTallies(rows.actual, quantiles, quantileLevels),
    };
  });
  const median = rowsOf(bottom, forecasts.median, horizon);
  return { levels, items: itemSums(actual, mean, median, horizon) };
}

function rowsOf(
  { first, count }: HierarchyLevel,
  values: Float64Array,
  width: number,
): Float64Array {
  return values.subarray(first * width, (first + count) * width);
}

/** Places of M5's nine levels where all of them are given, else of all levels. */
function officialLevels(quantileLevels: readonly number[]): readonly number[] {
  const places = m5QuantileLevels.map((level) => quantileLevels.indexOf(level));
  return places.includes(-1) ? [...quantileLevels.keys()] : places;
}
