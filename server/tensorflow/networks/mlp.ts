import { mlpLayout, type MlpSettings, periodChannels, type WindowBatch } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

import type { Network } from './network.ts';
import { mlpPrediction } from './mlp-prediction.ts';
import { rectifiedDense } from './rectified-dense.ts';
import { windowTensor } from './window-tensor.ts';

/** A row is one window in the context, and all periods of its horizon in the decoder. */
const bestRows = 64;

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
  const { parameters } = layout;
  // Where nothing is known of a period but which it is, there is nothing to save.
  if (settings.covariates.known === 0) return { parameters, outputs, bestRows, forward };
  return { parameters, outputs, bestRows, forward, predict: mlpPrediction(settings, layout) };
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
