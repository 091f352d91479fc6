import { smoothingMemory } from '../local/index.ts';
import { fitLevel, type LevelParameters } from './level-fit.ts';
import { scoredFit, type ScoredMethod } from './scored-method.ts';

interface LevelState {
  readonly alpha: number;
  level: number;
}

/**
 * Simple exponential smoothing with the weight, from 0.0001 to 0.9999, and the starting level that have the least sum of
 * squared one-step errors, as R's `forecast::ses` fits it.
 */
export const optimisedSmoothing: ScoredMethod<LevelParameters, LevelState> = {
  name: 'optimised-smoothing',
  description: 'Repeats an exponentially weighted mean whose weight and start are fitted per item.',
  minimumLength: () => 4,
  memory: () => smoothingMemory,
  tune: (values, seasonLength, findings) =>
    scoredFit(optimisedSmoothing, values, seasonLength, findings).parameters,
  fit: fitLevel,
  start: ({ alpha, level }) => ({ alpha, level }),
  observe(state, values, from, until) {
    const { alpha } = state;
    let { level } = state;
    for (let index = from; index < until; index += 1) {
      const value = values[index]!;
      if (!Number.isNaN(value)) level += alpha * (value - level);
    }
    state.level = level;
  },
  predict({ level }, horizon, out, offset) {
    out.fill(Math.max(0, level), offset, offset + horizon);
  },
};
