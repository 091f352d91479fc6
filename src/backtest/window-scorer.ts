import { seasonLength } from '../calendar/index.ts';
import {
  m5QuantileLevels,
  scaledScores,
  type Scales,
  ScoredSums,
  seasonalNaiveRows,
} from '../evaluation/index.ts';
import type { Hierarchy, HierarchyLevel } from '../hierarchy/index.ts';
import type { SeriesForecast } from '../models/index.ts';
import type { Series } from '../series/index.ts';
import { type IntervalTally, intervalTallies } from './central-intervals.ts';
import type { ForecastPlan } from './forecast-rows.ts';
import { type ItemSums, itemSums } from './item-sums.ts';
import { type LeadSums, leadSums } from './lead-sums.ts';
import { type RowChunk, rowChunks } from './row-chunks.ts';
import {
  chunkWidth,
  roomForScores,
  type RowScores,
  type RowScoring,
  rowScoring,
  scoreRow,
} from './row-scores.ts';
import { windowActuals } from './window-actuals.ts';
import type { BacktestWindow } from './windows.ts';

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
 * Scores models in one window. Rows are scored where and when they were forecast, chunk by chunk; when all are there,
 * `result` sums the means of the items and what was kept of the chunks, in one fixed order. The means of aggregates are the
 * sums of their items' means (bottom-up); medians and quantiles, which do not add up, are those of the model fitted to the
 * aggregate's own series. WSPL is the mean over M5's nine quantile levels where all of them were forecast, else over those that
 * were.
 */
export class WindowScorer {
  readonly #basis: ScoringBasis;
  readonly #sums: ScoredSums;
  readonly #itemActual: Float64Array;
  readonly #baselines: Float64Array;
  readonly #scoring: RowScoring;
  readonly #chunks: readonly RowChunk[];
  /** What is kept of a model that is scored as a whole: the same for the next one. */
  #scores: RowScores | null = null;

  constructor(basis: ScoringBasis, { cutoff }: BacktestWindow, plan: ForecastPlan) {
    const { hierarchy, items } = basis;
    const { calendar, horizon, quantileLevels } = plan;
    const season = seasonLength(calendar.frequency);
    this.#basis = basis;
    this.#itemActual = windowActuals(items, cutoff, horizon);
    this.#sums = new ScoredSums(hierarchy, this.#itemActual, horizon);
    this.#baselines = this.#sums.of(seasonalNaiveRows(items, cutoff, horizon, season));
    this.#scoring = rowScoring(hierarchy, plan, officialLevels(quantileLevels), this.#sums.actual);
    this.#chunks = rowChunks(hierarchy);
  }

  /** Scores all rows of a model. */
  score(forecasts: readonly SeriesForecast[]): WindowResult {
    const room = (numbers: number) => new Float64Array(numbers);
    const scores = (this.#scores ??= roomForScores(this.#basis.hierarchy, this.#scoring, room));
    this.#chunks.forEach(({ from, to }, chunk) => {
      this.scoreRows(chunk, from, forecasts.slice(from, to), scores);
    });
    return this.result(scores);
  }

  /** Scores the rows from `first` on, all of one chunk; those of a chunk in their order. */
  scoreRows(
    chunk: number,
    first: number,
    forecasts: readonly SeriesForecast[],
    into: RowScores,
  ): void {
    const { horizon, intervals } = this.#scoring;
    const width = chunkWidth(horizon, intervals);
    // The room of a model that was scored before may be used again.
    if (first === this.#chunks[chunk]!.from) {
      into.chunks.fill(0, chunk * width, (chunk + 1) * width);
    }
    forecasts.forEach((forecast, place) => {
      scoreRow(this.#scoring, forecast, first + place, chunk, into);
    });
  }

  /** The scores of a model, once all of its rows are scored. */
  result(scores: RowScores): WindowResult {
    const { hierarchy } = this.#basis;
    const means = this.#sums.of(scores.means);
    return {
      levels: hierarchy.levels.map((level, place) =>
        this.#level(level, means, scores.losses, this.#chunkSums(place, scores)),
      ),
      items: itemSums(this.#itemActual, scores.means, scores.medianErrors, this.#scoring.horizon),
    };
  }

  #level(
    level: HierarchyLevel,
    means: Float64Array,
    losses: Float64Array,
    sums: Float64Array,
  ): LevelResult {
    const { weights, scales } = this.#basis;
    const { horizon, scoredLevels, intervals } = this.#scoring;
    const rows = {
      horizon,
      actual: rowsOf(level, this.#sums.actual, horizon),
      mean: rowsOf(level, means, horizon),
      baseline: rowsOf(level, this.#baselines, horizon),
    };
    const scored = scaledScores(
      {
        ...rows,
        series: level.count,
        quantileCount: scoredLevels.length,
        weights: rowsOf(level, weights, 1),
        scales: {
          rmsse: rowsOf(level, scales.rmsse, 1),
          spl: rowsOf(level, scales.spl, 1),
          mase: null,
        },
      },
      rowsOf(level, losses, 1),
    );
    const leads = leadSums(rows, sums.subarray(0, horizon));
    const count = leads.count.reduce((sum, known) => sum + known, 0);
    return {
      level: level.name,
      series: level.count,
      unscaled: scored.unscaled,
      wrmsse: scored.wrmsse,
      wspl: scored.wspl,
      rmsse: scored.rmsse,
      leads,
      intervals: intervalTallies(intervals, count, sums.subarray(horizon)),
    };
  }

  /** The sums of the chunks of a level. */
  #chunkSums(level: number, { chunks }: RowScores): Float64Array {
    const { horizon, intervals } = this.#scoring;
    const width = chunkWidth(horizon, intervals);
    const sums = new Float64Array(width);
    this.#chunks.forEach((own, chunk) => {
      if (own.level !== level) return;
      for (let at = 0; at < width; at += 1) sums[at]! += chunks[chunk * width + at]!;
    });
    return sums;
  }
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
