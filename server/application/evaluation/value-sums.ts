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
import type { Series } from '#core/series';

import { withoutPhase } from './m5-wide.ts';
import type { ForecastFile, ForecastRun } from './read-forecasts.ts';

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

/** The sums over all values of a file. */
export interface ValueSums {
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

/** How values are scored. */
export interface ValueOptions {
  /** What a missing actual means. */
  readonly missing: 'skip' | 'zero';
  /** With MASE and RMSSE, whose scale is the history in the actuals. */
  readonly scaled: boolean;
  readonly frequency: Frequency;
}

/**
 * Scores every value of a file of item forecasts against actual demand. The lead time counts periods from the cutoff;
 * without one it is the rank of the date within the item's forecasts.
 */
export function sumValues(
  file: ForecastFile,
  demand: ReadonlyMap<string, Series>,
  options: ValueOptions,
): ValueSums {
  const overall = noSums(file.quantileLevels);
  const leadTimes: Sums[] = [];
  const intervals = intervalsOf(file.quantileLevels);
  const scaled = new ScaledMeans();
  let unscored = 0;
  for (const run of file.runs) {
    const series = demand.get(run.series) ?? demand.get(withoutPhase(run.series));
    const own = noErrors();
    for (let point = 0; point < run.periods.length; point += 1) {
      const period = run.periods[point]!;
      const actual = valueAt(series, period, options);
      if (Number.isNaN(actual)) {
        unscored += 1;
        continue;
      }
      const lead = run.cutoff === null ? point : period - run.cutoff - 1;
      const atLead = (leadTimes[lead] ??= noSums(file.quantileLevels));
      for (const sums of [overall, atLead]) addPoint(sums, actual, run, point);
      for (const { lowerIndex, upperIndex, sums } of intervals) {
        const { quantiles } = run;
        addInterval(sums, actual, quantiles[lowerIndex]![point]!, quantiles[upperIndex]![point]!);
      }
      addError(own, actual, run.mean[point]!);
    }
    if (options.scaled) {
      scaled.add(own, historyOf(run, series, options), seasonLength(options.frequency));
    }
  }
  return {
    items: new Set(file.runs.map(({ series }) => series)).size,
    runs: file.runs.length,
    unscored,
    overall,
    leadTimes: Array.from(
      leadTimes,
      (sums: Sums | undefined) => sums ?? noSums(file.quantileLevels),
    ),
    intervals: intervals.map(({ lower, upper, sums }) => ({ lower, upper, sums })),
    scaled: options.scaled ? scaled.scores() : null,
  };
}

function noSums(levels: readonly number[]): Sums {
  return { mean: noErrors(), median: noErrors(), quantiles: levels.map(noQuantileErrors) };
}

function addPoint(sums: Sums, actual: number, run: ForecastRun, point: number): void {
  addError(sums.mean, actual, run.mean[point]!);
  if (run.median !== null) addError(sums.median, actual, run.median[point]!);
  for (const [index, quantile] of sums.quantiles.entries()) {
    addQuantileError(quantile, actual, run.quantiles[index]![point]!);
  }
}

/** NaN = unknown. */
function valueAt(series: Series | undefined, period: number, { missing }: ValueOptions): number {
  const value = series?.values[period - series.start] ?? Number.NaN;
  return Number.isNaN(value) && missing === 'zero' ? 0 : value;
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
  { cutoff, periods }: ForecastRun,
  series: Series | undefined,
  options: ValueOptions,
): Float64Array {
  const last = cutoff ?? (periods[0] ?? 0) - 1;
  const first = Math.min(series?.start ?? last + 1, last + 1);
  return Float64Array.from({ length: last + 1 - first }, (_, index) =>
    valueAt(series, first + index, options),
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
