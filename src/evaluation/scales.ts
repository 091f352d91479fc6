import { type Hierarchy, visitAggregates } from '../hierarchy/index.ts';
import type { Series } from '../series/index.ts';

/**
 * What the errors of each row are divided by, from its history up to a cutoff, starting at its own first non-zero value.
 * NaN where the history has no such difference.
 */
export interface Scales {
  /** Denominator of RMSSE: root of the mean squared one-step difference. */
  readonly rmsse: Float64Array;
  /** Denominator of SPL: mean absolute one-step difference. */
  readonly spl: Float64Array;
  /** Denominator of MASE: mean absolute difference over one season. */
  readonly mase: Float64Array;
}

/**
 * The scales of every row of a hierarchy at each of the cutoffs, all from one pass over the history and in constant memory.
 * M5 Competitors' Guide (2020): the denominators leave out the zeros before the first sale, and each aggregate has its own.
 * @throws ForecastError INVALID_INPUT when the series are not those of the hierarchy in its order.
 */
export function scalesAt(
  hierarchy: Hierarchy,
  series: readonly Series[],
  cutoffs: readonly number[],
  seasonLength: number,
): readonly Scales[] {
  const scales = cutoffs.map(() => emptyScales(hierarchy.rows));
  const ascending = cutoffs
    .map((cutoff, place) => ({ cutoff, into: scales[place]! }))
    .sort((one, other) => one.cutoff - other.cutoff);
  const from = series.reduce((least, { start }) => Math.min(least, start), Infinity);
  const length = Math.max(0, (ascending.at(-1)?.cutoff ?? -Infinity) - from + 1);
  const stops = ascending.map(({ cutoff, into }) => ({ end: cutoff - from + 1, into }));
  visitAggregates(hierarchy, series, { from, length }, (row, values) => {
    scaleRow(new DifferenceSums(values, seasonLength), row, stops);
  });
  return scales;
}

/** The same where the demand of all rows has been summed already. Reads the values of each row once. */
export function scalesOfRows(
  rows: readonly Series[],
  cutoffs: readonly number[],
  seasonLength: number,
): readonly Scales[] {
  const scales = cutoffs.map(() => emptyScales(rows.length));
  const ascending = cutoffs
    .map((cutoff, place) => ({ cutoff, into: scales[place]! }))
    .sort((one, other) => one.cutoff - other.cutoff);
  rows.forEach(({ start, values }, row) => {
    const stops = ascending.map(({ cutoff, into }) => {
      return { end: Math.min(values.length, cutoff - start + 1), into };
    });
    scaleRow(new DifferenceSums(values, seasonLength), row, stops);
  });
  return scales;
}

/** Writes the scales of a row at the end of each of its histories, ascending. */
function scaleRow(
  history: DifferenceSums,
  row: number,
  stops: readonly { readonly end: number; readonly into: Scales }[],
): void {
  for (const { end, into } of stops) {
    history.advance(end);
    into.rmsse[row] = Math.sqrt(history.squared / history.steps);
    into.spl[row] = history.absolute / history.steps;
    into.mase[row] = history.seasonal / history.seasonalSteps;
  }
}

function emptyScales(rows: number): Scales {
  return {
    rmsse: new Float64Array(rows),
    spl: new Float64Array(rows),
    mase: new Float64Array(rows),
  };
}

/** Sums over differences of one history, period by period; differences with an unknown value are left out. */
class DifferenceSums {
  squared = 0;
  absolute = 0;
  steps = 0;
  seasonal = 0;
  seasonalSteps = 0;
  readonly #values: Float64Array;
  readonly #season: number;
  readonly #first: number;
  #next: number;

  constructor(values: Float64Array, seasonLength: number) {
    const first = values.findIndex((value) => value !== 0 && !Number.isNaN(value));
    this.#values = values;
    this.#season = seasonLength;
    this.#first = first === -1 ? values.length : first;
    this.#next = this.#first + 1;
  }

  /** Takes in the values before index `end`. */
  advance(end: number): void {
    const values = this.#values;
    for (; this.#next < end; this.#next += 1) {
      const value = values[this.#next]!;
      const difference = value - values[this.#next - 1]!;
      if (!Number.isNaN(difference)) {
        this.squared += difference * difference;
        this.absolute += Math.abs(difference);
        this.steps += 1;
      }
      const before = this.#next - this.#season;
      if (before < this.#first) continue;
      const overSeason = value - values[before]!;
      if (Number.isNaN(overSeason)) continue;
      this.seasonal += Math.abs(overSeason);
      this.seasonalSteps += 1;
    }
  }
}
