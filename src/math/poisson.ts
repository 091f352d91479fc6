import { logGamma } from './log-gamma.ts';

/** Means from which rejection is faster than counting and the transformed density is valid. */
const rejectionFrom = 10;

/** A Poisson count with the given mean, from a source of uniforms in [0, 1). */
export function samplePoisson(mean: number, uniform: () => number): number {
  return mean < rejectionFrom ? countArrivals(mean, uniform) : rejectTransformed(mean, uniform);
}

/** Counts unit-rate arrivals until exp(-mean) is passed (D. Knuth, TAOCP volume 2, 3.4.1). */
function countArrivals(mean: number, uniform: () => number): number {
  const limit = Math.exp(-mean);
  let product = uniform();
  let count = 0;
  while (product > limit) {
    product *= uniform();
    count += 1;
  }
  return count;
}

/**
 * Algorithm PTRS of W. Hormann, "The transformed rejection method for generating Poisson random variables",
 * Insurance: Mathematics and Economics 12 (1993); the symbols are the paper's.
 */
function rejectTransformed(mean: number, uniform: () => number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const vr = 0.9277 - 3.6224 / (b - 2);
  const logMean = Math.log(mean);
  for (;;) {
    const u = uniform() - 0.5;
    const v = uniform();
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= vr) return k;
    if (k < 0 || us <= 0 || (us < 0.013 && v > us)) continue;
    const left = Math.log(v) + Math.log(inverseAlpha) - Math.log(a / (us * us) + b);
    if (left <= k * logMean - mean - logGamma(k + 1)) return k;
  }
}
