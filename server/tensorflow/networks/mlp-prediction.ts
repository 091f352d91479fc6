import type { MlpLayout, MlpSettings } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

import type { Network } from './network.ts';
import { windowTensor } from './window-tensor.ts';

/**
 * The network of `mlp` for who needs no gradients. What is known of the periods goes to the backend as it lies in the batch, row by
 * row, and that one channel per lead time is 1 is a row that is added instead of a product with zeros: half the work of the first
 * layer.
 */
export function mlpPrediction(settings: MlpSettings, layout: MlpLayout): Network['forward'] {
  const { decoder, horizon, outputs, covariates } = settings;
  const { known } = covariates;
  const { first, head, shortcut } = layout;
  return (weights, batch) => {
    const { rows } = batch;
    const dense = (
      x: tf.Tensor2D,
      { kernel, bias }: typeof head,
      activation: 'relu' | 'linear' = 'relu',
    ): tf.Tensor2D => {
      const factors = { a: x, b: weights[kernel]!, bias: weights[bias]!, activation };
      return tf.reshape(tf.fused.matMul(factors), [x.shape[0], weights[bias]!.size]);
    };
    const periods = tf.tensor2d(batch.knownFuture, [rows * horizon, known]);
    /** The product of what is known of the periods and of which they are with an array of these columns: [rows, horizon, columns]. */
    const ofPeriods = (place: number, columns: number): tf.Tensor3D => {
      const kernel = weights[place]!;
      const product = tf.matMul<tf.Tensor2D>(periods, tf.slice(kernel, [0, 0], [known, columns]));
      const leads = tf.slice(kernel, [known, 0], [horizon, columns]);
      return tf.add(
        tf.reshape<tf.Rank.R3>(product, [rows, horizon, columns]),
        tf.reshape(leads, [1, horizon, columns]),
      );
    };
    const { width } = decoder;
    const context = layout.context.reduce((x, layer) => dense(x, layer), windowTensor(batch));
    const ofWindow = dense(context, { kernel: first.context, bias: first.bias }, 'linear');
    const begun = tf.relu(
      tf.add(ofPeriods(first.period, width), tf.reshape(ofWindow, [rows, 1, width])),
    );
    const hidden = layout.decoder.reduce(
      (x, layer) => dense(x, layer),
      tf.reshape<tf.Rank.R2>(begun, [rows * horizon, width]),
    );
    const said = tf.reshape<tf.Rank.R3>(dense(hidden, head, 'linear'), [rows, horizon, outputs]);
    return tf.transpose(tf.add(said, ofPeriods(shortcut, outputs)), [2, 0, 1]);
  };
}
