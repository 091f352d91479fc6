import type { LossSettings } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

import type { Outputs } from './head.ts';

/** What a loss compares with: [rows, horizon] each, demand relative to the level. */
export interface TargetTensors {
  readonly targets: tf.Tensor2D;
  readonly weights: tf.Tensor2D;
}

/** The mean over the rows of the weighted loss of their periods, a scalar. */
export function lossOf(
  loss: LossSettings,
  outputs: Outputs,
  { targets, weights }: TargetTensors,
): tf.Scalar {
  const rows = targets.shape[0];
  const sum = (errors: tf.Tensor): tf.Scalar => tf.div(tf.sum(tf.mul(weights, errors)), rows);
  const [point] = outputs;
  switch (loss.kind) {
    case 'smape':
      return sum(symmetricError(targets, point!));
    case 'absolute':
      return sum(tf.abs(tf.sub(targets, point!)));
    case 'squared':
      return sum(tf.square(tf.sub(targets, point!)));
    case 'pinball': {
      const losses = outputs.map((quantile, index) =>
        sum(pinball(tf.sub(targets, quantile), loss.levels[index]!)),
      );
      return tf.div(tf.addN(losses), losses.length);
    }
  }
}

/** 2 |error| / (|actual| + |forecast|). */
function symmetricError(targets: tf.Tensor2D, forecasts: tf.Tensor2D): tf.Tensor {
  const size = tf.add(tf.abs(targets), tf.abs(forecasts));
  return tf.div(tf.mul(2, tf.abs(tf.sub(targets, forecasts))), tf.maximum(size, 1e-6));
}

function pinball(error: tf.Tensor2D, level: number): tf.Tensor {
  return tf.maximum(tf.mul(error, level), tf.mul(error, level - 1));
}
