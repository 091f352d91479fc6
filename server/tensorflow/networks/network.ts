import type { ParameterSpec, WindowBatch } from '#core/models/neural';
import type * as tf from '@tensorflow/tfjs-core';

/** A network over windows of demand: a pure function of weights and batch. */
export interface Network {
  readonly parameters: readonly ParameterSpec[];
  /** Numbers per period of the horizon. */
  readonly outputs: number;
  /** Rows of one call at which forecasts are fastest: what one operation makes of them is in the cache when the next reads it. */
  readonly bestRows: number;
  /**
   * [outputs, rows, horizon]: demand relative to the level, before the head. Copies of the batch what it reads, so call it
   * inside of `tf.tidy`.
   */
  readonly forward: (weights: readonly tf.Tensor[], batch: WindowBatch) => tf.Tensor3D;
  /** The same numbers but for rounding, in fewer passes; nothing can be learned through it. Absent where `forward` has no more. */
  readonly predict?: Network['forward'];
}
