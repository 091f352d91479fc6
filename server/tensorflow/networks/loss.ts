import type { LossSettings } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

/** What a loss compares with: [1, rows, horizon] each, demand relative to the level. */
export interface TargetTensors {
  readonly targets: tf.Tensor3D;
  readonly weights: tf.Tensor3D;
}

/** The mean over the rows of the weighted loss of their periods, a scalar; `outputs` are [outputs, rows, horizon]. */
export function lossOf(loss: LossSettings, outputs: tf.Tensor3D, target: TargetTensors): tf.Scalar {
  const { targets, weights } = target;
  const rows = targets.shape[1];
  const sum = (errors: tf.Tensor): tf.Scalar => tf.div(tf.sum(tf.mul(weights, errors)), rows);
  switch (loss.kind) {
    case 'smape':
      return sum(symmetricError(targets, outputs));
    case 'absolute':
      return sum(tf.abs(tf.sub(targets, outputs)));
    case 'squared':
      return sum(tf.square(tf.sub(targets, outputs)));
    case 'pinball':
      return pinball(outputs, target, loss.levels);
  }
}

/** 2 |error| / (|actual| + |forecast|). */
function symmetricError(targets: tf.Tensor3D, forecasts: tf.Tensor3D): tf.Tensor {
  const size = tf.add(tf.abs(targets), tf.abs(forecasts));
  return tf.div(tf.mul(2, tf.abs(tf.sub(targets, forecasts))), tf.maximum(size, 1e-6));
}

/** The mean over the levels too. All of them at once, with a gradient of its own: level by level it is a hundred small operations. */
function pinball(
  outputs: tf.Tensor3D,
  { targets, weights }: TargetTensors,
  levels: readonly number[],
): tf.Scalar {
  const share = 1 / (targets.shape[1] * levels.length);
  const above = tf.tensor3d([...levels], [levels.length, 1, 1]);
  const loss = tf.customGrad<tf.Scalar>((...given) => {
    const [quantiles, save] = given as [tf.Tensor3D, tf.GradSaveFunc];
    const errors = tf.sub(targets, quantiles);
    const losses = tf.maximum(tf.mul(errors, above), tf.mul(errors, tf.sub(above, 1)));
    save([tf.mul(weights, tf.sub(tf.step(tf.neg(errors)), above))]);
    return {
      value: tf.mul(tf.sum(tf.mul(weights, losses)), share),
      gradFunc: (dy: tf.Tensor, [slopes]: tf.Tensor[]) => [tf.mul(slopes!, tf.mul(dy, share))],
    };
  });
  return loss(outputs);
}
