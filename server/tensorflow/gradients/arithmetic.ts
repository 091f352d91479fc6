import * as tf from '@tensorflow/tfjs-core';

import { binaryGradient } from './gradient.ts';

const where = (condition: tf.Tensor, dy: tf.Tensor): tf.Tensor =>
  tf.mul(dy, tf.cast(condition, 'float32'));

/** What is chosen by a comparison does not say how much the two values differ. */
const comparisons = [tf.Equal, tf.NotEqual, tf.Less, tf.LessEqual, tf.Greater, tf.GreaterEqual];

/** Derivatives of the operations on two tensors. Of two equal values, `maximum` and `minimum` take the first. */
export const arithmeticGradients: readonly tf.GradConfig[] = [
  binaryGradient(tf.Add, { a: (dy) => dy, b: (dy) => dy }),
  binaryGradient(tf.Sub, { a: (dy) => dy, b: (dy) => tf.neg(dy) }),
  binaryGradient(tf.Multiply, { a: (dy, _, b) => tf.mul(dy, b), b: (dy, a) => tf.mul(dy, a) }),
  binaryGradient(tf.RealDiv, {
    a: (dy, _, b) => tf.div(dy, b),
    b: (dy, a, b) => tf.neg(tf.div(tf.mul(dy, a), tf.square(b))),
  }),
  binaryGradient(tf.SquaredDifference, {
    a: (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(a, b), 2)),
    b: (dy, a, b) => tf.mul(dy, tf.mul(tf.sub(b, a), 2)),
  }),
  binaryGradient(tf.Maximum, {
    a: (dy, a, b) => where(tf.greaterEqual(a, b), dy),
    b: (dy, a, b) => where(tf.less(a, b), dy),
  }),
  binaryGradient(tf.Minimum, {
    a: (dy, a, b) => where(tf.lessEqual(a, b), dy),
    b: (dy, a, b) => where(tf.greater(a, b), dy),
  }),
  binaryGradient(tf.Pow, {
    a: (dy, a, b) => tf.mul(dy, tf.mul(b, tf.pow(a, tf.sub(b, 1)))),
    // The logarithm counts where there is one.
    b: (dy, a, b) =>
      tf.mul(dy, tf.mul(tf.pow(a, b), tf.where(tf.greater(a, 0), tf.log(a), tf.zerosLike(a)))),
  }),
  ...comparisons.map((kernelName) =>
    binaryGradient(kernelName, {
      a: (dy) => tf.zerosLike(dy),
      b: (dy) => tf.zerosLike(dy),
    }),
  ),
  {
    kernelName: tf.AddN,
    saveAllInputs: true,
    gradFunc: (dy, saved) =>
      Object.fromEntries(saved.map((_, index) => [index, () => (Array.isArray(dy) ? dy[0]! : dy)])),
  },
];
