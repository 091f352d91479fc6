import { valueAtRank } from '../math/index.ts';
import { defaultSpread } from './default-spread.ts';
import { enoughErrors, type RollingErrors } from './rolling-errors.ts';

/** A point forecast and what is known about its errors; lead time h + 1 is index h. */
export interface PointForecast {
  readonly point: Float64Array;
  readonly errors: RollingErrors;
  /** True when all demand was counted in whole units: then quantiles are whole too. */
  readonly wholeUnits: boolean;
}

/**
 * Quantiles of a forecast: the point plus a quantile of the errors that the same method made at the same lead time.
 * Split conformal prediction with signed errors (V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random
 * World", 2005, and J. Lei et al., JASA 113, 2018): of n exchangeable errors the next one is below the k-th smallest
 * with probability k / (n + 1), so that level tau is rank (n + 1) tau, by straight line between ranks.
 *
 * Writes `out[q * horizon + h]`, horizon = point.length: finite for finite input, non-negative, never decreasing in the
 * level. Beyond the extremes of fewer than `enoughErrors` errors the default spread counts where it is wider. Whole
 * units are rounded to: between two counts there is no demand, and for slow items the difference is half the forecast.
 */
export function conformalQuantiles(
  { point, errors, wholeUnits }: PointForecast,
  levels: readonly number[],
  out: Float64Array,
): void {
  for (let lead = 0; lead < point.length; lead += 1) {
    const sorted = errors.sorted(lead);
    for (let q = 0; q < levels.length; q += 1) {
      const value = point[lead]! + errorQuantile(sorted, levels[q]!, point[lead]!);
      out[q * point.length + lead] = Math.max(0, wholeUnits ? Math.round(value) : value);
    }
  }
}

function errorQuantile(sorted: Float64Array, level: number, point: number): number {
  const count = sorted.length;
  if (count === 0) return defaultSpread(point, level);
  const rank = (count + 1) * level;
  const error = valueAtRank(sorted, rank - 1);
  if (count >= enoughErrors) return error;
  if (rank < 1) return Math.min(error, defaultSpread(point, level));
  if (rank > count) return Math.max(error, defaultSpread(point, level));
  return error;
}
