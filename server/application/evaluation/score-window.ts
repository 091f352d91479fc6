import { seasonLength } from '#core/calendar';
import {
  dollarSales,
  type LevelScore,
  levelWeights,
  m5WeightPeriods,
  type Scales,
  scalesAt,
  scoreLevel,
  unitSales,
} from '#core/evaluation';
import type { Series } from '#core/series';

import type { ForecastWindow } from './forecast-windows.ts';
import type { ScoredLevel, ScoredLevels } from './scored-levels.ts';
import { type WindowRows, windowRows, type WindowSetting } from './window-rows.ts';

/** How windows are scored; the same for all of them. */
export interface WindowOptions extends WindowSetting {
  readonly quantileLevels: readonly number[];
  /** Prices by item key; empty where none are known. */
  readonly prices: ReadonlyMap<string, Series>;
  /** Given weights, one per row; null: recomputed from the sales before each window. */
  readonly weights: Float64Array | null;
  /** Given scales, one per row; null: recomputed from the history before each window. */
  readonly scales: Pick<Scales, 'rmsse' | 'spl'> | null;
}

/** Where the weights of WRMSSE and WSPL come from. */
export type WeightSource = 'given' | 'dollar-sales' | 'unit-sales' | 'none';
export type ScaleSource = 'given' | 'history' | 'none';

/** The scores of one window, and what they were made of. */
export interface WindowScores {
  readonly levels: readonly LevelScore[];
  readonly weightSource: WeightSource;
  readonly scaleSource: ScaleSource;
}

/**
 * Scores the forecasts of one window at every level; null where none of its demand is known. Weights and scales look at
 * nothing after its cutoff.
 * @throws ForecastError SCORES_INCOMPLETE for known demand without a forecast, unless the coverage is partial.
 */
export function scoreWindow(
  scored: ScoredLevels,
  window: ForecastWindow,
  options: WindowOptions,
): WindowScores | null {
  const rows = windowRows(scored, window, options);
  if (rows === null) return null;
  const { hierarchy, series } = scored;
  const { cutoff, horizon } = window;
  const hasHistory = series.some(({ start, values }) => start <= cutoff && values.length > 0);
  const season = seasonLength(options.calendar.frequency);
  const own = hasHistory ? scalesAt(hierarchy, series, [cutoff], season)[0]! : null;
  const given = options.scales;
  const { weights, weightSource } = weightsFor(scored, hasHistory ? cutoff : null, options);
  const scales = {
    rmsse: given?.rmsse ?? own?.rmsse ?? null,
    spl: given === null || given.spl.every(Number.isNaN) ? (own?.spl ?? null) : given.spl,
    mase: own?.mase ?? null,
  };
  return {
    levels: scored.levels.map((level) => {
      const perSeries = (values: Float64Array | null) => part(values, level, 1);
      return scoreLevel({
        name: level.name,
        series: level.keys.length,
        horizon,
        actual: part(rows.actual, level, horizon),
        mean: part(rows.mean, level, horizon),
        baseline: part(rows.baseline, level, horizon),
        ...distributionOf(rows, level, horizon, options.quantileLevels),
        weights: perSeries(weights),
        scales: {
          rmsse: perSeries(scales.rmsse),
          spl: perSeries(scales.spl),
          mase: perSeries(scales.mase),
        },
      });
    }),
    weightSource,
    scaleSource: given !== null ? 'given' : own === null ? 'none' : 'history',
  };
}

/** The values of one level, `width` per row. */
function part<Values extends Float64Array | null>(
  values: Values,
  { first, keys }: Pick<ScoredLevel, 'first' | 'keys'>,
  width: number,
): Values;
function part(
  values: Float64Array | null,
  { first, keys }: Pick<ScoredLevel, 'first' | 'keys'>,
  width: number,
): Float64Array | null {
  return values?.subarray(first * width, (first + keys.length) * width) ?? null;
}

function distributionOf(
  { distribution }: WindowRows,
  { first, keys }: ScoredLevel,
  horizon: number,
  levels: readonly number[],
) {
  const { firstRow, rows, median, quantiles } = distribution;
  const own = { first: first - firstRow, keys };
  if (own.first < 0 || own.first + keys.length > rows) return { median: null, quantiles: [] };
  return {
    median: part(median, own, horizon),
    quantiles: levels.map((level, place) => ({
      level,
      values: part(quantiles[place]!, own, horizon),
    })),
  };
}

function weightsFor(
  { hierarchy, series, source }: ScoredLevels,
  cutoff: number | null,
  { weights, prices }: WindowOptions,
): { readonly weights: Float64Array | null; readonly weightSource: WeightSource } {
  if (weights !== null) return { weights, weightSource: 'given' };
  if (cutoff === null) return { weights: null, weightSource: 'none' };
  if (prices.size > 0) {
    const own = hierarchy.items.map((item) => prices.get(item) ?? null);
    const sales = dollarSales(series, own, cutoff, m5WeightPeriods);
    return { weights: levelWeights(hierarchy, sales), weightSource: 'dollar-sales' };
  }
  const units = unitSales(series, cutoff, m5WeightPeriods);
  return {
    weights:
      source === 'sums' ? units.map((one) => Math.max(0, one)) : levelWeights(hierarchy, units),
    weightSource: 'unit-sales',
  };
}
