import { seasonLength, type Frequency } from '#core/calendar';
import {
  addError,
  addInterval,
  addQuantileError,
  type ErrorSums,
  type IntervalSums,
  mase,
  noErrors,
  noIntervals,
  noQuantileErrors,
  type QuantileSums,
  rmsse,
} from '#core/metrics';

import type { Actuals } from './actuals-file.ts';
import type { ForecastFile, ForecastRun } from './forecast-file.ts';

/** Everything that is scored together: the whole file, or one lead time. */
export interface Sums {
  readonly mean: ErrorSums;
  readonly median: ErrorSums;
  readonly quantiles: readonly QuantileSums[];
}

/** Coverage of the interval between two levels that lie symmetrically around the middle. */
export interface IntervalScore {
  readonly lower: number;
  readonly upper: number;
  readonly sums: IntervalSums;
}

/** Means over the runs of errors scaled by the item's own history. */
export interface ScaledScores {
  readonly mase: number | null;
  readonly rmsse: number | null;
  /** Runs whose history gives a scale. */
  readonly runs: number;
}

export interface Scores {
  readonly items: number;
  readonly runs: number;
  /** Forecast values without an actual. */
  readonly unscored: number;
  readonly overall: Sums;
  /** Index h holds lead time h + 1. */
  readonly leadTimes: readonly Sums[];
  readonly intervals: readonly IntervalScore[];
  /** null unless asked for. */
  readonly scaled: ScaledScores | null;
}

export interface ScoreOptions {
  /** What a missing actual means. */
  readonly missing: 'skip' | 'zero';
  /** With MASE and RMSSE, whose scale is the history in the actuals. */
  readonly scaled: boolean;
  readonly frequency: Frequency;
}

/**
 * Scores a forecast file against actual demand. The lead time counts periods from the cutoff; without one it is the rank
 * of the date within the item's forecasts.
 */
export function scoreForecasts(
  file: ForecastFile,
  actuals: Actuals,
  options: ScoreOptions,
): Scores {
  const overall = noSums(file.levels);
  const leadTimes: Sums[] = [];
  const intervals = intervalsOf(file.levels);
  const scaled = new ScaledMeans();
  let unscored = 0;
  for (const run of file.runs) {
    const values = actuals.get(run.item);
    const own = noErrors();
    for (const [rank, point] of run.points.entries()) {
      const actual = values?.get(point.period) ?? (options.missing === 'zero' ? 0 : Number.NaN);
      if (Number.isNaN(actual)) {
        unscored += 1;
        continue;
      }
      const lead = run.cutoff === null ? rank : point.period - run.cutoff - 1;
      const atLead = (leadTimes[lead] ??= noSums(file.levels));
      for (const sums of [overall, atLead]) add(sums, actual, point);
      for (const { lowerIndex, upperIndex, sums } of intervals) {
        addInterval(sums, actual, point.quantiles[lowerIndex]!, point.quantiles[upperIndex]!);
      }
      addError(own, actual, point.mean);
    }
    if (options.scaled)
      scaled.add(own, historyOf(run, values, options), seasonLength(options.frequency));
  }
  return {
    items: new Set(file.runs.map(({ item }) => item)).size,
    runs: file.runs.length,
    unscored,
    overall,
    leadTimes: Array.from(leadTimes, (sums: Sums | undefined) => sums ?? noSums(file.levels)),
    intervals: intervals.map(({ lower, upper, sums }) => ({ lower, upper, sums })),
    scaled: options.scaled ? scaled.scores() : null,
  };
}

function noSums(levels: readonly number[]): Sums {
  return { mean: noErrors(), median: noErrors(), quantiles: levels.map(noQuantileErrors) };
}

function add(sums: Sums, actual: number, point: ForecastRun['points'][number]): void {
  addError(sums.mean, actual, point.mean);
  if (!Number.isNaN(point.median)) addError(sums.median, actual, point.median);
  for (const [index, quantile] of sums.quantiles.entries()) {
    addQuantileError(quantile, actual, point.quantiles[index]!);
  }
}

const levelTolerance = 1e-9;

function intervalsOf(levels: readonly number[]) {
  return levels.flatMap((lower, lowerIndex) => {
    const upperIndex = levels.findIndex((level) => Math.abs(level - (1 - lower)) < levelTolerance);
    if (lower >= 0.5 || upperIndex === -1) return [];
    return [{ lower, upper: levels[upperIndex]!, lowerIndex, upperIndex, sums: noIntervals() }];
  });
}

/** The item's actual demand up to the period before its first forecast, from its first value on. */
function historyOf(
  { cutoff, points }: ForecastRun,
  values: ReadonlyMap<number, number> | undefined,
  { missing }: ScoreOptions,
): Float64Array {
  const last = cutoff ?? (points[0]?.period ?? 0) - 1;
  const periods = [...(values?.keys() ?? [])].filter((period) => period <= last);
  const first = periods.reduce((one, other) => Math.min(one, other), last + 1);
  const gap = missing === 'zero' ? 0 : Number.NaN;
  return Float64Array.from(
    { length: last + 1 - first },
    (_, index) => values?.get(first + index) ?? gap,
  );
}

class ScaledMeans {
  #mase = 0;
  #rmsse = 0;
  #maseRuns = 0;
  #rmsseRuns = 0;

  add(errors: ErrorSums, history: Float64Array, season: number): void {
    const one = mase(errors, history, season);
    const other = rmsse(errors, history);
    if (one !== null) {
      this.#mase += one;
      this.#maseRuns += 1;
    }
    if (other !== null) {
      this.#rmsse += other;
      this.#rmsseRuns += 1;
    }
  }

  scores(): ScaledScores {
    return {
      mase: this.#maseRuns === 0 ? null : this.#mase / this.#maseRuns,
      rmsse: this.#rmsseRuns === 0 ? null : this.#rmsse / this.#rmsseRuns,
      runs: this.#rmsseRuns,
    };
  }
}
