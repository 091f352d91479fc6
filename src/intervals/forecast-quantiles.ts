import { defaultSpread } from './default-spread.ts';
import { leadsPerGroup } from './past-cutoffs.ts';
import { enoughErrors, type PastErrors } from './past-errors.ts';

/** The units of one group; holds nothing between two calls. */
const unit = new Float64Array(leadsPerGroup);

/** A point forecast and what is known about its errors; lead time h + 1 is index h. */
export interface PointForecast {
  readonly point: Float64Array;
  readonly errors: PastErrors;
  /** True when all demand was counted in whole units: then quantiles are whole too. */
  readonly wholeUnits: boolean;
}

/**
 * Quantiles of a forecast: the point plus what the kind of interval makes of the errors that the same method made in the
 * past, at lead times of the same group.
 *
 * Writes `out[q * horizon + h]`, horizon = point.length: finite for finite input, non-negative, never decreasing in the
 * level. Beyond the extremes of fewer than `enoughErrors` errors the default spread counts where it is wider. Whole
 * units are rounded to: between two counts there is no demand, and for slow items the difference is half the forecast.
 */
export function forecastQuantiles(
  { point, errors, wholeUnits }: PointForecast,
  levels: readonly number[],
  out: Float64Array,
): void {
  const horizon = point.length;
  for (let from = 0; from < horizon; from += leadsPerGroup) {
    const until = Math.min(horizon, from + leadsPerGroup);
    const sorted = errors.sorted(from);
    for (let lead = from; lead < until; lead += 1) unit[lead - from] = errors.unit(point[lead]!);
    for (let q = 0; q < levels.length; q += 1) {
      const level = levels[q]!;
      const error = sorted.length === 0 ? 0 : errors.method.errorAt(sorted, level);
      const unsure = isUnsure(sorted.length, level);
      for (let lead = from; lead < until; lead += 1) {
        const own = error * unit[lead - from]!;
        const distance = unsure ? wider(own, defaultSpread(point[lead]!, level), level) : own;
        const value = point[lead]! + distance;
        out[q * horizon + lead] = Math.max(0, wholeUnits ? Math.round(value) : value);
      }
    }
  }
}

/** Whether less than one of so few errors is to be expected beyond the level. */
function isUnsure(count: number, level: number): boolean {
  return count < enoughErrors && (count + 1) * Math.min(level, 1 - level) < 1;
}

function wider(one: number, other: number, level: number): number {
  return level < 0.5 ? Math.min(one, other) : Math.max(one, other);
}
