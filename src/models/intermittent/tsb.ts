import { descendGrid } from '../../math/index.ts';
import { type RecursiveMethod, smoothingMemory } from '../local/index.ts';

export interface TsbWeights {
  readonly sizeAlpha: number;
  readonly chanceAlpha: number;
}

interface TsbState extends TsbWeights {
  /** Smoothed size of the demands that occur; NaN before the first. */
  size: number;
  /** Smoothed chance that there is any; NaN before the first known value. */
  chance: number;
}

const sizeAlphas = Float64Array.of(0.01, 0.02, 0.05, 0.1, 0.2, 0.3);
const chanceAlphas = Float64Array.of(0.01, 0.02, 0.03, 0.05, 0.1, 0.2, 0.3);

/**
 * The method of R. H. Teunter, A. A. Syntetos and M. Z. Babai (European Journal of Operational Research 214, 2011): the
 * smoothed chance of demand, moved in every period, times its smoothed size, so that an item that is no longer asked for
 * fades away. The weights have the least sum of squared one-step errors on a grid.
 */
export const tsb: RecursiveMethod<TsbWeights, TsbState> = {
  name: 'tsb',
  description:
    'Multiplies the smoothed chance of demand by its smoothed size (Teunter-Syntetos-Babai).',
  minimumLength: () => 4,
  memory: () => smoothingMemory,
  tune(values) {
    const weightsAt = ([size = 0, chance = 0]: readonly number[]) => ({
      sizeAlpha: sizeAlphas[size]!,
      chanceAlpha: chanceAlphas[chance]!,
    });
    const sizes = [sizeAlphas.length, chanceAlphas.length];
    const found = descendGrid(sizes, [2, 3], (indices) =>
      squaredErrors(values, weightsAt(indices)),
    );
    return weightsAt(found.at);
  },
  start: (weights) => ({ ...weights, size: Number.NaN, chance: Number.NaN }),
  observe(state, values, from, until) {
    const { sizeAlpha, chanceAlpha } = state;
    const keep = 1 - chanceAlpha;
    let { size, chance } = state;
    for (let index = from; index < until; index += 1) {
      const value = values[index]!;
      if (value > 0) {
        chance = moved(chance, chanceAlpha, 1);
        size = moved(size, sizeAlpha, value);
      } else if (value <= 0) {
        chance = Number.isNaN(chance) ? 0 : keep * chance;
      }
    }
    state.size = size;
    state.chance = chance;
  },
  predict({ size, chance }, horizon, out, offset) {
    out.fill(Number.isNaN(size) ? 0 : chance * size, offset, offset + horizon);
  },
};

/** The first value, then exponential smoothing. */
function moved(level: number, alpha: number, value: number): number {
  return Number.isNaN(level) ? value : level + alpha * (value - level);
}

/** From the first demand on. */
function squaredErrors(values: Float64Array, { sizeAlpha, chanceAlpha }: TsbWeights): number {
  let size = Number.NaN;
  let chance = Number.NaN;
  let squares = 0;
  const { length } = values;
  for (let index = 0; index < length; index += 1) {
    const value = values[index]!;
    if (Number.isNaN(value)) continue;
    const error = value - chance * size;
    if (!Number.isNaN(error)) squares += error * error;
    if (value > 0) {
      chance = moved(chance, chanceAlpha, 1);
      size = moved(size, sizeAlpha, value);
    } else {
      chance = Number.isNaN(chance) ? 0 : (1 - chanceAlpha) * chance;
    }
  }
  return squares;
}
