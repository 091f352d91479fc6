import type { ForecastRequest, SeriesForecast } from '#core/models';
import { meanWeights, placeOfLevel } from '#core/models/neural';

/** What an ensemble says: values `[(row * levels + level) * trainedHorizon + h]`. */
export interface EnsembleOutputs {
  readonly rows: number;
  readonly trainedHorizon: number;
  readonly trainedLevels: readonly number[];
  readonly quantiles: Float64Array;
  /** `[row * trainedHorizon + h]`; null where no member forecasts the mean. */
  readonly mean: Float64Array | null;
  /** Rows whose demand is counted in whole units. */
  readonly wholeUnits: readonly boolean[];
}

/**
 * The forecasts that were asked for: the first periods, levels read off the quantile function, its integral as the mean.
 * Quantiles of whole units are rounded, as those of every other model: between two counts there is no demand.
 */
export function readForecasts(
  outputs: EnsembleOutputs,
  { horizon, quantileLevels }: ForecastRequest,
): readonly SeriesForecast[] {
  const { rows, trainedHorizon, trainedLevels, quantiles, mean, wholeUnits } = outputs;
  const places = [...quantileLevels, 0.5].map((level) => placeOfLevel(trainedLevels, level));
  const weights = meanWeights(trainedLevels);
  const answer = (row: number): SeriesForecast => {
    const at = (level: number, lead: number): number =>
      quantiles[(row * trainedLevels.length + level) * trainedHorizon + lead]!;
    const read = new Float64Array(places.length * horizon);
    for (const [rank, { below, above, share }] of places.entries()) {
      for (let lead = 0; lead < horizon; lead += 1) {
        const low = at(below, lead);
        const value = low + share * (at(above, lead) - low);
        read[rank * horizon + lead] = wholeUnits[row]! ? Math.round(value) : value;
      }
    }
    const integral = (lead: number): number =>
      weights.reduce((sum, weight, level) => sum + weight * at(level, lead), 0);
    return {
      mean:
        mean === null
          ? Float64Array.from({ length: horizon }, (_, lead) => integral(lead))
          : mean.slice(row * trainedHorizon, row * trainedHorizon + horizon),
      median: read.slice(quantileLevels.length * horizon),
      quantiles: read.slice(0, quantileLevels.length * horizon),
    };
  };
  return Array.from({ length: rows }, (_, row) => answer(row));
}
