import { valleySearch } from '../../math/index.ts';

export interface ThetaParameters {
  /** Weight of the newest value. */
  readonly alpha: number;
  /** Share of the trend, 1 - 1 / theta: 1/2 for the standard method, in [0, 1) where it is fitted. */
  readonly share: number;
  /** Level before the first value. */
  readonly level: number;
}

/**
 * Sums over the one-step errors of a smoothed level that starts at `origin` and has no trend; over the influence of a unit of
 * that start on them; and over the gap, which is what the trend line is above its own smoothing.
 */
export interface ThetaSums {
  readonly origin: number;
  readonly squares: number;
  readonly startError: number;
  readonly gapError: number;
  readonly startStart: number;
  readonly startGap: number;
  readonly gapGap: number;
}

export interface ThetaFitOptions {
  /** Weights tried, ascending; between them the search goes on. */
  readonly alphas: Float64Array;
  /** The share of the trend, or null to fit it. */
  readonly share: number | null;
  readonly sumsOf: (alpha: number) => ThetaSums;
}

/** Known values without which a trend line is noise. */
export const enoughForLine = 5;

/** The greatest share of the trend: theta = 1000. */
const greatestShare = 0.999;
/** The standard method's, where demand does not tell one. */
const standardShare = 0.5;

interface Solution {
  readonly share: number;
  readonly level: number;
  readonly squares: number;
}

/**
 * Weight, start and share of the trend with the least sum of squared one-step errors. For a given weight errors are linear in
 * the other two, so that only the weight is searched.
 */
export function fitTheta({ alphas, share: given, sumsOf }: ThetaFitOptions): ThetaParameters {
  const alpha = valleySearch(alphas, 0.25, (candidate) => solve(sumsOf(candidate), given).squares);
  const { share, level } = solve(sumsOf(alpha), given);
  return { alpha, share, level };
}

function solve(sums: ThetaSums, given: number | null): Solution {
  const { squares, startError, gapError, startStart, startGap, gapGap } = sums;
  if (startStart === 0) return { share: 0, level: 0, squares: 0 };
  const determinant = startStart * gapGap - startGap * startGap;
  const fitted =
    determinant > 1e-9 * startStart * gapGap
      ? (gapError * startStart - startError * startGap) / determinant
      : standardShare;
  const share = given ?? Math.min(greatestShare, Math.max(0, fitted));
  const shift = (startError - share * startGap) / startStart;
  const explained = shift * startError + 2 * share * gapError;
  return {
    share,
    level: sums.origin + shift,
    squares: squares - explained + share * (share * gapGap + shift * startGap),
  };
}
