import * as tf from '@tensorflow/tfjs-core';

/**
 * max(0, x·kernel + bias), with a gradient of its own: tfjs takes a rectified product apart as soon as a gradient is asked for, here
 * it stays one pass.
 */
export function rectifiedDense(x: tf.Tensor2D, kernel: tf.Tensor, bias: tf.Tensor): tf.Tensor2D {
  return layer(x, kernel, bias);
}

const layer = tf.customGrad<tf.Tensor2D>((...given) => {
  const [x, kernel, bias, save] = given as [tf.Tensor2D, tf.Tensor2D, tf.Tensor1D, tf.GradSaveFunc];
  const product = tf.fused.matMul({ a: x, b: kernel, bias, activation: 'relu' });
  const value = tf.reshape<tf.Rank.R2>(product, [x.shape[0], kernel.shape[1]]);
  save([x, kernel, value]);
  const gradFunc = (dy: tf.Tensor, saved: tf.Tensor[]): tf.Tensor[] => {
    const [input, weights, output] = saved as [tf.Tensor2D, tf.Tensor2D, tf.Tensor2D];
    const slope = tf.mul(dy, tf.step(output));
    return [
      tf.matMul(slope, weights, false, true),
      tf.matMul(input, slope, true, false),
      tf.sum(slope, 0),
    ];
  };
  return { value, gradFunc };
});
