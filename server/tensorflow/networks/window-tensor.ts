import type { WindowBatch } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

/** What is said of a window once: [rows, inputSize + constant]. */
export function windowTensor(batch: WindowBatch): tf.Tensor2D {
  const { rows, inputSize, constant, inputs, constants } = batch;
  const demand = tf.tensor2d(inputs, [rows, inputSize]);
  return constant === 0 ? demand : tf.concat([demand, tf.tensor2d(constants, [rows, constant])], 1);
}
