import { ScratchArray } from '../../math/index.ts';

const scratch = new ScratchArray();

/** One-sided 95 % (90 % of both sides) of the normal distribution, to the digits of the M4 benchmark. */
const criticalValue = 1.645;

/**
 * Whether demand repeats itself with the season: its autocorrelation at one season lies outside of what the shorter lags
 * explain (Bartlett's formula), as the benchmark of the M4 competition decides it (S. Makridakis, E. Spiliotis,
 * V. Assimakopoulos, International Journal of Forecasting 36(1), 2020). False for fewer than three seasons. NaN =
 * unknown: left out of every sum.
 */
export function isSeasonal(values: Float64Array, seasonLength: number): boolean {
  if (seasonLength < 2 || values.length < 3 * seasonLength) return false;
  const centred = centre(values);
  const variance = lagProduct(centred, 0);
  let shorter = 1;
  for (let lag = 1; lag < seasonLength; lag += 1) {
    shorter += 2 * (lagProduct(centred, lag) / variance) ** 2;
  }
  const limit = (criticalValue / Math.sqrt(values.length)) * Math.sqrt(shorter);
  return Math.abs(lagProduct(centred, seasonLength) / variance) > limit;
}

/** Differences from the mean; 0 for an unknown value, so that it adds nothing. */
function centre(values: Float64Array): Float64Array {
  let total = 0;
  let known = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    if (Number.isNaN(values[index]!)) continue;
    total += values[index]!;
    known += 1;
  }
  const mean = total / known;
  const centred = scratch.take(length);
  for (let index = 0; index < length; index += 1) {
    const value = values[index]!;
    centred[index] = Number.isNaN(value) ? 0 : value - mean;
  }
  return centred;
}

function lagProduct(centred: Float64Array, lag: number): number {
  const { length } = centred;
  let total = 0;
  for (let index = lag; index < length; index += 1) {
    total += centred[index]! * centred[index - lag]!;
  }
  return total;
}
