import type { ParameterSpec, TrainingFeatures, WindowBatch, Weights } from '#core/models/neural';

import type { TrainingState } from './training-state.ts';

/** What the members of an ensemble learn from; each reads the one or the other. */
export interface TrainingData {
  /** Oldest first, NaN where unknown. */
  readonly series: readonly Float64Array[];
  /** Null where no member reads features. */
  readonly features: TrainingFeatures | null;
}

/** The loss of a batch and its slope in every weight. */
export interface GradientStep {
  readonly loss: number;
  readonly gradients: Weights;
}

/** A network on a tensor engine. It keeps nothing between two calls. */
export interface NetworkSession {
  readonly parameters: readonly ParameterSpec[];
  /** Forecasts per row and period: one point, or one per quantile level. */
  readonly outputs: number;
  gradients(weights: Weights, batch: WindowBatch): GradientStep;
  /** Demand, `[(row * outputs + output) * horizon + h]`, never negative. */
  predict(weights: Weights, batch: WindowBatch): Float64Array;
}

/** Where a training may be taken up again after the process ended. */
export interface CheckpointStore {
  /** The last state that was saved whole; null where there is none. */
  load(): Promise<TrainingState | null>;
  /** Replaces the saved state at once or not at all. */
  save(state: TrainingState): Promise<void>;
  /** Forgets the state, once nobody needs it. */
  clear(): Promise<void>;
}
