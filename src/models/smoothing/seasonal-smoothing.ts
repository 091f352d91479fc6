import { descendGrid } from '../../math/index.ts';
import { smoothingMemory } from '../local/index.ts';
import {
  additiveSquares,
  additiveStart,
  observeAdditive,
  predictAdditive,
  type SeasonParameters,
  type SeasonState,
  type SeasonWeights,
  startAdditive,
} from './additive-season.ts';
import {
  alphas,
  betaShares,
  dampings,
  gammaShares,
  usualAlpha,
  usualBeta,
  usualDamping,
  usualGamma,
} from './weight-grids.ts';
import { scoredFit, type ScoredMethod } from './scored-method.ts';

/** How the trend goes on. */
type Trend = 'none' | 'linear' | 'damped';

const sizes = [alphas.length, gammaShares.length, betaShares.length, dampings.length];
const usual = [usualAlpha, usualGamma, usualBeta, usualDamping];
const searched = { none: 2, linear: 3, damped: 4 } as const satisfies Record<Trend, number>;

/**
 * Exponential smoothing with an additive season in the error-correction form (R. J. Hyndman, A. B. Koehler, J. K. Ord,
 * R. D. Snyder, "Forecasting with Exponential Smoothing", 2008; P. R. Winters, Management Science 6, 1960). The start comes
 * from classical decomposition, the weights have the least sum of squared one-step errors on a grid.
 */
export const etsAna = seasonalSmoothing('none', {
  name: 'ets-ana',
  description: 'Smooths a level and an additive season.',
});

export const etsAaa = seasonalSmoothing('linear', {
  name: 'ets-aaa',
  description: 'Smooths a level, a trend and an additive season (Holt-Winters).',
});

export const etsAada = seasonalSmoothing('damped', {
  name: 'ets-aada',
  description: 'Smooths a level, a trend that fades away and an additive season.',
});

function seasonalSmoothing(
  trend: Trend,
  { name, description }: { readonly name: string; readonly description: string },
): ScoredMethod<SeasonParameters, SeasonState> {
  const axes = searched[trend];
  const method: ScoredMethod<SeasonParameters, SeasonState> = {
    name,
    description,
    minimumLength: (seasonLength) => Math.max(6, 2 * seasonLength),
    memory: (seasonLength) => Math.max(smoothingMemory, 4 * seasonLength),
    tune: (values, seasonLength, findings) =>
      scoredFit(method, values, seasonLength, findings).parameters,
    fit(values, seasonLength) {
      const start = additiveStart(values, seasonLength);
      const scratch = new Float64Array(seasonLength);
      const found = descendGrid(sizes.slice(0, axes), usual.slice(0, axes), (indices) =>
        additiveSquares(values, weightsAt(indices), start, scratch),
      );
      return { parameters: { ...weightsAt(found.at), ...start }, squares: found.value };
    },
    start: startAdditive,
    observe: observeAdditive,
    predict: predictAdditive,
  };
  return method;
}

function weightsAt(indices: readonly number[]): SeasonWeights {
  const [atAlpha = 0, atGamma = 0, atBeta, atDamping] = indices;
  const alpha = alphas[atAlpha]!;
  return {
    alpha,
    gamma: gammaShares[atGamma]! * (1 - alpha),
    beta: atBeta === undefined ? 0 : betaShares[atBeta]! * alpha,
    phi: atDamping === undefined ? 1 : dampings[atDamping]!,
  };
}
