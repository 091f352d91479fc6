import { mlpLayout, type MlpSettings, periodChannels, type WindowBatch } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

import type { Network } from './network.ts';
import { rectifiedDense } from './rectified-dense.ts';

/**
 * A context per window and one decoder for all of its periods. Rows of the decoder lie period by period, so that the context is
 * added to all of them, and its gradient summed, in one pass.
 */
export function mlp(settings: MlpSettings): Network {
  const layout = mlpLayout(settings);
  const { decoder, horizon, outputs } = settings;
  const forward: Network['forward'] = (weights, batch) => {
    const dense = (x: tf.Tensor2D, { kernel, bias }: (typeof layout.context)[number]) =>
      rectifiedDense(x, weights[kernel]!, weights[bias]!);
    const product = (x: tf.Tensor2D, place: number): tf.Tensor2D =>
      tf.matMul<tf.Tensor2D>(x, weights[place]!);
    const { rows } = batch;
    const context = layout.context.reduce(dense, windowTensor(batch));
    const periods = periodTensor(batch, settings);
    const { first } = layout;
    const ofWindow = tf.add(product(context, first.context), weights[first.bias]!);
    const begun = tf.relu(
      tf.add(
        tf.reshape(product(periods, first.period), [horizon, rows * decoder.width]),
        tf.reshape(ofWindow, [1, rows * decoder.width]),
      ),
    );
    const hidden = layout.decoder.reduce(
      dense,
      tf.reshape<tf.Rank.R2>(begun, [horizon * rows, decoder.width]),
    );
    const answer = tf.add(
      tf.add(product(hidden, layout.head.kernel), weights[layout.head.bias]!),
      product(periods, layout.shortcut),
    );
    return tf.transpose(tf.reshape<tf.Rank.R3>(answer, [horizon, rows, outputs]), [2, 1, 0]);
  };
  return { parameters: layout.parameters, outputs, forward };
}

/** What is said of a window once: [rows, inputSize + constant]. */
function windowTensor({ rows, inputSize, constant, inputs, constants }: WindowBatch): tf.Tensor2D {
  const demand = tf.tensor2d(inputs, [rows, inputSize]);
  return constant === 0 ? demand : tf.concat([demand, tf.tensor2d(constants, [rows, constant])], 1);
}

/** What is known of each period, and which it is: [horizon * rows, known + horizon]. */
function periodTensor({ rows, known, knownFuture }: WindowBatch, settings: MlpSettings) {
  const { horizon } = settings;
  const channels = periodChannels(settings);
  const values = new Float32Array(horizon * rows * channels);
  for (let lead = 0; lead < horizon; lead += 1) {
    for (let row = 0; row < rows; row += 1) {
      const from = (row * horizon + lead) * known;
      const to = (lead * rows + row) * channels;
      values.set(knownFuture.subarray(from, from + known), to);
      values[to + known + lead] = 1;
    }
  }
  return tf.tensor2d(values, [horizon * rows, channels]);
}
