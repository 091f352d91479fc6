import { descendGrid } from '../../math/index.ts';
import type { ScoredFit } from './scored-method.ts';
import { bestTrendStart, type TrendWeights } from './trend-start.ts';
import {
  alphas,
  betaShares,
  dampings,
  usualAlpha,
  usualBeta,
  usualDamping,
} from './weight-grids.ts';

export interface TrendParameters extends TrendWeights {
  /** Level and trend before the first value. */
  readonly level: number;
  readonly trend: number;
}

const sizes = [alphas.length, betaShares.length, dampings.length];
const usual = [usualAlpha, usualBeta, usualDamping];

/**
 * Weights on a grid, beta below alpha, with the least sum of squared one-step errors, each from the start that suits it
 * best; the trend is damped by 0.8 to 0.98 or not at all.
 */
export function fitTrend(values: Float64Array, damped: boolean): ScoredFit<TrendParameters> {
  const axes = damped ? 3 : 2;
  const found = descendGrid(
    sizes.slice(0, axes),
    usual.slice(0, axes),
    (indices) => bestTrendStart(values, weightsAt(indices)).squares,
  );
  const weights = weightsAt(found.at);
  const { level, trend, squares } = bestTrendStart(values, weights);
  return { parameters: { ...weights, level, trend }, squares };
}

function weightsAt([atAlpha = 0, atBeta = 0, atDamping]: readonly number[]): TrendWeights {
  const alpha = alphas[atAlpha]!;
  return {
    alpha,
    beta: alpha * betaShares[atBeta]!,
    phi: atDamping === undefined ? 1 : dampings[atDamping]!,
  };
}
