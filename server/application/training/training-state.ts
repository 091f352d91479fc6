import {
  type AdamState,
  initialWeights,
  type ParameterSpec,
  startAdam,
  type Weights,
} from '#core/models/neural';
import { createRandom } from '#core/math';

/** The weights with the best score so far. */
export interface BestWeights {
  readonly score: number;
  readonly step: number;
  readonly weights: Weights;
  /** Scores since then, none better. */
  readonly worseScores: number;
}

/** All that the rest of a training depends on: chance has no state of its own, each step draws from a stream of its number. */
export interface TrainingState {
  readonly adam: AdamState;
  readonly best: BestWeights | null;
  /** Smoothed loss, for people; null before the first step. */
  readonly loss: number | null;
}

export function startTraining(parameters: readonly ParameterSpec[], seed: number): TrainingState {
  const weights = initialWeights(parameters, createRandom(seed).fork('weights'));
  return { adam: startAdam(weights), best: null, loss: null };
}
