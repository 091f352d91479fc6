import { addError, noErrors } from '../metrics/index.ts';

/**
 * Sums of errors at each lead time (index = lead time - 1) over the known values of a level. Sums of windows add up, and
 * WAPE, bias and value added of any choice of windows and lead times follow from them.
 */
export interface LeadSums {
  /** Values with a known actual. */
  readonly count: Float64Array;
  readonly actual: Float64Array;
  readonly absoluteActual: Float64Array;
  /** Of the mean: forecast - actual. */
  readonly error: Float64Array;
  /** Of the mean. */
  readonly absoluteError: Float64Array;
  /** Of the mean. */
  readonly squaredError: Float64Array;
  readonly medianAbsoluteError: Float64Array;
  /** Of the seasonal naive forecast. */
  readonly baselineAbsoluteError: Float64Array;
}

/** The rows of one level, `values[row * horizon + lead]`. */
export interface LeadRows {
  readonly horizon: number;
  readonly actual: Float64Array;
  readonly mean: Float64Array;
  readonly baseline: Float64Array;
}

export function noLeadSums(horizon: number): LeadSums {
  return {
    count: new Float64Array(horizon),
    actual: new Float64Array(horizon),
    absoluteActual: new Float64Array(horizon),
    error: new Float64Array(horizon),
    absoluteError: new Float64Array(horizon),
    squaredError: new Float64Array(horizon),
    medianAbsoluteError: new Float64Array(horizon),
    baselineAbsoluteError: new Float64Array(horizon),
  };
}

/**
 * The sums over all rows, read in the order in which they lie in memory, but for those of the medians, which were summed
 * beforehand.
 */
export function leadSums(
  { horizon, actual, mean, baseline }: LeadRows,
  medianAbsoluteError: Float64Array,
): LeadSums {
  const sums = noLeadSums(horizon);
  const points = Array.from({ length: horizon }, noErrors);
  for (let from = 0; from < actual.length; from += horizon) {
    for (let lead = 0; lead < horizon; lead += 1) {
      const demand = actual[from + lead]!;
      if (Number.isNaN(demand)) continue;
      addError(points[lead]!, demand, mean[from + lead]!);
      sums.baselineAbsoluteError[lead]! += Math.abs(demand - baseline[from + lead]!);
    }
  }
  sums.medianAbsoluteError.set(medianAbsoluteError);
  points.forEach((own, lead) => {
    sums.count[lead] = own.count;
    sums.actual[lead] = own.actual;
    sums.absoluteActual[lead] = own.absoluteActual;
    sums.error[lead] = own.error;
    sums.absoluteError[lead] = own.absoluteError;
    sums.squaredError[lead] = own.squaredError;
  });
  return sums;
}

/** Adds the sums of another window, of the same horizon, in place. */
export function mergeLeadSums(into: LeadSums, part: LeadSums): void {
  addTo(into.count, part.count);
  addTo(into.actual, part.actual);
  addTo(into.absoluteActual, part.absoluteActual);
  addTo(into.error, part.error);
  addTo(into.absoluteError, part.absoluteError);
  addTo(into.squaredError, part.squaredError);
  addTo(into.medianAbsoluteError, part.medianAbsoluteError);
  addTo(into.baselineAbsoluteError, part.baselineAbsoluteError);
}

function addTo(into: Float64Array, part: Float64Array): void {
  for (let lead = 0; lead < into.length; lead += 1) into[lead]! += part[lead]!;
}
