import { descendGrid } from '../../math/index.ts';
import { smoothingMemory } from '../local/index.ts';
import { seasonalIndices } from '../seasonal/index.ts';
import { alphas, gammaShares, usualAlpha, usualGamma } from './weight-grids.ts';
import { scoredFit, type ScoredMethod } from './scored-method.ts';

export interface FactorParameters {
  readonly alpha: number;
  readonly gamma: number;
  readonly level: number;
  /** Factor of each position of the season, counted from the first value. */
  readonly season: Float64Array;
}

export interface FactorState {
  readonly alpha: number;
  readonly gamma: number;
  level: number;
  readonly season: Float64Array;
  /** Position of the next value. */
  position: number;
}

/**
 * Exponential smoothing of a level and of factors of the season (P. R. Winters, Management Science 6, 1960, without a trend).
 * Errors are absolute, because relative ones do not exist where demand is zero: the level moves by an error in proportion to the
 * factor, which is the gradient and needs no division by the weekday when the store is closed; a factor moves by gamma times
 * the error in levels, at most one, so that a sale after months of nothing does not become a season of its own. The start comes
 * from classical decomposition, the weights have the least sum of squared one-step errors on a grid.
 */
export const etsAnm: ScoredMethod<FactorParameters, FactorState> = {
  name: 'ets-anm',
  description: 'Smooths a level and a multiplicative season.',
  minimumLength: (seasonLength) => Math.max(6, 2 * seasonLength),
  memory: (seasonLength) => Math.max(smoothingMemory, 4 * seasonLength),
  tune: (values, seasonLength, findings) =>
    scoredFit(etsAnm, values, seasonLength, findings).parameters,
  fit(values, seasonLength) {
    const season = seasonalIndices(values, seasonLength) ?? new Float64Array(seasonLength).fill(1);
    const level = firstLevel(values, season);
    const scratch = new Float64Array(seasonLength);
    const at = ([atAlpha = 0, atGamma = 0]: readonly number[]): FactorParameters => ({
      alpha: alphas[atAlpha]!,
      gamma: gammaShares[atGamma]! * (1 - alphas[atAlpha]!),
      ...{ level, season },
    });
    const sizes = [alphas.length, gammaShares.length];
    const found = descendGrid(sizes, [usualAlpha, usualGamma], (indices) =>
      squaredErrors(values, at(indices), scratch),
    );
    return { parameters: at(found.at), squares: found.value };
  },
  start: (parameters) => ({ ...parameters, season: parameters.season.slice(), position: 0 }),
  observe(state, values, from, until) {
    const { season, alpha, gamma } = state;
    let { position, level } = state;
    for (let index = from; index < until; index += 1) {
      const factor = season[position]!;
      const error = values[index]! - level * factor;
      if (!Number.isNaN(error)) {
        season[position] = movedFactor(factor, gamma, error, level);
        level = Math.max(0, level + alpha * factor * error);
      }
      position = position + 1 === season.length ? 0 : position + 1;
    }
    state.level = level;
    state.position = position;
  },
  predict({ level, season, position }, horizon, out, offset) {
    let next = position;
    for (let lead = offset; lead < offset + horizon; lead += 1) {
      out[lead] = Math.max(0, level * season[next]!);
      next = next + 1 === season.length ? 0 : next + 1;
    }
  },
};

/** The mean of the first two seasons (10 values at least) of demand, over that of their factors. */
function firstLevel(values: Float64Array, season: Float64Array): number {
  const wanted = Math.max(10, 2 * season.length);
  let total = 0;
  let factors = 0;
  let known = 0;
  const { length } = values;
  for (let index = 0; index < length && known < wanted; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    total += value;
    factors += season[index % season.length]!;
    known += 1;
  }
  return factors > 0 ? Math.max(0, total / factors) : 0;
}

function movedFactor(factor: number, gamma: number, error: number, level: number): number {
  if (gamma === 0 || level <= 0) return factor;
  return Math.max(0, factor + gamma * Math.max(-1, Math.min(1, error / level)));
}

/** Of one step ahead; `scratch` has the length of the season. */
function squaredErrors(
  values: Float64Array,
  { alpha, gamma, season, ...start }: FactorParameters,
  scratch: Float64Array,
): number {
  scratch.set(season);
  let { level } = start;
  let position = 0;
  let squares = 0;
  const { length } = values;
  const positions = scratch.length;
  for (let index = 0; index < length; index += 1) {
    const factor = scratch[position]!;
    const value = values[index]!;
    if (!Number.isNaN(value)) {
      const error = value - level * factor;
      squares += error * error;
      scratch[position] = movedFactor(factor, gamma, error, level);
      level = Math.max(0, level + alpha * factor * error);
    }
    position = position + 1 === positions ? 0 : position + 1;
  }
  return squares;
}
