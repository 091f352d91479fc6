import { valueAtRank } from '../math/index.ts';

/** How quantiles follow from the errors of the past. */
export interface IntervalMethod {
  /** Whether errors are kept in units of `errorSpread`, so that those of a busy season fit a quiet one. */
  readonly scaled: boolean;
  /** Whether only the sizes of errors are kept: then intervals are symmetric around the point. */
  readonly absolute: boolean;
  /** The error at a quantile level; `sorted` holds the kept errors, one at least, in ascending order. */
  errorAt(sorted: Float64Array, level: number): number;
}

/**
 * How much larger errors are than those of the past, which come from parameters that were fitted to the same values. By backtests on
 * items and sums of M5.
 */
const optimism = 1.05;

/**
 * The kinds of intervals.
 *
 * - `scaled-conformal`: as `signed-conformal`, of errors in units of what forecasts of that size usually miss by (locally
 *   weighted conformal inference: J. Lei et al., JASA 113, 2018), a twentieth wider.
 * - `signed-conformal`: split conformal prediction (V. Vovk, A. Gammerman, G. Shafer, "Algorithmic Learning in a Random
 *   World", 2005): of n exchangeable errors the next one is below the k-th smallest with probability k / (n + 1), so that
 *   a level is rank (n + 1) level, by straight line between ranks.
 * - `empirical`: the quantile of the sample of signed errors as it is (R. J. Hyndman, Y. Fan, American Statistician 50,
 *   1996, definition 7).
 * - `conformal-distribution`: the quantile of the point less and plus every absolute error (K. Stankeviciute et al., NeurIPS
 *   2021, as in Nixtla's `conformal_distribution`).
 * - `conformal-error`: the point less or plus a quantile of the absolute errors (Nixtla's `conformal_error`).
 */
export const intervalKinds = {
  'scaled-conformal': {
    scaled: true,
    absolute: false,
    errorAt: (sorted, level) => optimism * conformalError(sorted, level),
  },
  'signed-conformal': { scaled: false, absolute: false, errorAt: conformalError },
  empirical: {
    scaled: false,
    absolute: false,
    errorAt: (sorted, level) => valueAtRank(sorted, (sorted.length - 1) * level),
  },
  'conformal-distribution': { scaled: false, absolute: true, errorAt: mirroredError },
  'conformal-error': {
    scaled: false,
    absolute: true,
    errorAt: (sorted, level) =>
      Math.sign(level - 0.5) * valueAtRank(sorted, (sorted.length - 1) * Math.abs(2 * level - 1)),
  },
} satisfies Record<string, IntervalMethod>;

export type IntervalKind = keyof typeof intervalKinds;

function conformalError(sorted: Float64Array, level: number): number {
  return valueAtRank(sorted, (sorted.length + 1) * level - 1);
}

/** The quantile of all errors with both signs: -sorted[n - 1] .. -sorted[0], sorted[0] .. sorted[n - 1]. */
function mirroredError(sorted: Float64Array, level: number): number {
  const { length } = sorted;
  // Distance from the middle of the 2 n values; the two in the middle are -sorted[0] and sorted[0].
  const beyond = (2 * length - 1) * Math.abs(level - 0.5) - 0.5;
  if (beyond < 0) return Math.sign(level - 0.5) * (1 + 2 * beyond) * sorted[0]!;
  return Math.sign(level - 0.5) * valueAtRank(sorted, beyond);
}
