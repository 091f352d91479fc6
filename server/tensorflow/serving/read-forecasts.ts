import type { ForecastRequest } from '#core/models';
import { meanWeights, placeOfLevel } from '#core/models/neural';

/** What an ensemble says of windows side by side. */
export interface EnsembleOutputs {
  readonly trainedHorizon: number;
  readonly trainedLevels: readonly number[];
  /** `[(row * levels + level) * trainedHorizon + h]`. */
  readonly quantiles: Float64Array;
  /** `[row * trainedHorizon + h]`; null where no member forecasts the mean. */
  readonly mean: Float64Array | null;
  /** 1 for rows whose demand is counted in whole units. */
  readonly wholeUnits: Uint8Array;
}

/** Rows from `first` to `end`, the end not included. */
export interface RowRange {
  readonly first: number;
  readonly end: number;
}

/**
 * The forecasts that were asked for, packed row by row: the first periods, levels read off the quantile function, its integral as the
 * mean. Quantiles of whole units are rounded, as those of every other model: between two counts there is no demand.
 * @param into mean, median and quantiles of the first row of the range, then those of the next
 */
export function readForecasts(
  outputs: EnsembleOutputs,
  { first, end }: RowRange,
  { horizon, quantileLevels }: ForecastRequest,
  into: Float64Array,
): void {
  const { trainedHorizon, trainedLevels, quantiles, mean, wholeUnits } = outputs;
  const places = [0.5, ...quantileLevels].map((level) => placeOfLevel(trainedLevels, level));
  const weights = Float64Array.from(meanWeights(trainedLevels));
  const levels = trainedLevels.length;
  let target = 0;
  for (let row = first; row < end; row += 1) {
    const start = row * levels * trainedHorizon;
    for (let lead = 0; lead < horizon; lead += 1) {
      let value = mean === null ? 0 : mean[row * trainedHorizon + lead]!;
      for (let level = 0; mean === null && level < levels; level += 1) {
        value += weights[level]! * quantiles[start + level * trainedHorizon + lead]!;
      }
      into[target + lead] = value;
    }
    target += horizon;
    const isWhole = wholeUnits[row] === 1;
    for (const { below, above, share } of places) {
      const low = start + below * trainedHorizon;
      const high = start + above * trainedHorizon;
      for (let lead = 0; lead < horizon; lead += 1) {
        const from = quantiles[low + lead]!;
        const value = from + share * (quantiles[high + lead]! - from);
        into[target + lead] = isWhole ? Math.round(value) : value;
      }
      target += horizon;
    }
  }
}
