import {
  addInterval,
  addWidth,
  intervalCoverage,
  type IntervalSums,
  intervalWidth,
  noIntervals,
  noWidths,
  type WidthSums,
} from '../metrics/index.ts';
import type { QuantileRows } from './level-input.ts';
import type { IntervalScore } from './level-score.ts';

/** A central interval between two quantile levels, and what was seen of it so far. */
export interface IntervalRows {
  readonly nominal: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  readonly inside: IntervalSums;
  readonly width: WidthSums;
}

const levelTolerance = 1e-9;

/** The intervals between levels that lie symmetrically around 0.5. */
export function intervalsOf(quantiles: readonly QuantileRows[]): readonly IntervalRows[] {
  return quantiles.flatMap(({ level, values }) => {
    const upper = quantiles.find((other) => Math.abs(other.level + level - 1) < levelTolerance);
    if (level >= 0.5 || upper === undefined) return [];
    const nominal = Number((upper.level - level).toFixed(9));
    return [
      { nominal, lower: values, upper: upper.values, inside: noIntervals(), width: noWidths() },
    ];
  });
}

/** Adds values `from` .. `end - 1`. */
export function addToInterval(
  interval: IntervalRows,
  actual: Float64Array,
  from: number,
  end: number,
): void {
  const { lower, upper, inside, width } = interval;
  for (let at = from; at < end; at += 1) {
    addInterval(inside, actual[at]!, lower[at]!, upper[at]!);
    addWidth(width, actual[at]!, lower[at]!, upper[at]!);
  }
}

export function intervalScore({ nominal, inside, width }: IntervalRows): IntervalScore {
  return { nominal, coverage: intervalCoverage(inside), width: intervalWidth(width) };
}
