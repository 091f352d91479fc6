import * as tf from '@tensorflow/tfjs-core';

import { numberOf } from './attribute.ts';
import { unaryGradient } from './gradient.ts';

/** 1 where the condition holds, else 0. */
const one = (condition: tf.Tensor): tf.Tensor => tf.cast(condition, 'float32');

const flat = [tf.Step, tf.Sign, tf.Floor, tf.Ceil, tf.Round, tf.OnesLike, tf.ZerosLike];

const smooth: readonly tf.GradConfig[] = [
  unaryGradient(tf.Neg, 'nothing', (dy) => tf.neg(dy)),
  unaryGradient(tf.Identity, 'nothing', (dy) => tf.clone(dy)),
  unaryGradient(tf.Cast, 'nothing', (dy) => tf.cast(dy, 'float32')),
  unaryGradient(tf.Abs, 'input', (dy, x) => tf.mul(dy, tf.sign(x))),
  unaryGradient(tf.Square, 'input', (dy, x) => tf.mul(dy, tf.mul(x, 2))),
  unaryGradient(tf.Sqrt, 'output', (dy, y) => tf.div(dy, tf.mul(y, 2))),
  unaryGradient(tf.Rsqrt, 'output', (dy, y) => tf.mul(dy, tf.mul(tf.mul(y, tf.square(y)), -0.5))),
  unaryGradient(tf.Reciprocal, 'output', (dy, y) => tf.neg(tf.mul(dy, tf.square(y)))),
  unaryGradient(tf.Exp, 'output', (dy, y) => tf.mul(dy, y)),
  unaryGradient(tf.Expm1, 'output', (dy, y) => tf.mul(dy, tf.add(y, 1))),
  unaryGradient(tf.Log, 'input', (dy, x) => tf.div(dy, x)),
  unaryGradient(tf.Log1p, 'input', (dy, x) => tf.div(dy, tf.add(x, 1))),
  unaryGradient(tf.Sin, 'input', (dy, x) => tf.mul(dy, tf.cos(x))),
  unaryGradient(tf.Cos, 'input', (dy, x) => tf.neg(tf.mul(dy, tf.sin(x)))),
  unaryGradient(tf.Erf, 'input', (dy, x) =>
    tf.mul(dy, tf.mul(tf.exp(tf.neg(tf.square(x))), 2 / Math.sqrt(Math.PI))),
  ),
  unaryGradient(tf.ClipByValue, 'input', (dy, x, attributes) => {
    const above = tf.greaterEqual(x, numberOf(attributes, 'clipValueMin'));
    const below = tf.lessEqual(x, numberOf(attributes, 'clipValueMax'));
    return tf.mul(dy, one(tf.logicalAnd(above, below)));
  }),
];

const activations: readonly tf.GradConfig[] = [
  unaryGradient(tf.Relu, 'output', (dy, y) => tf.mul(dy, tf.step(y))),
  unaryGradient(tf.Relu6, 'output', (dy, y) => tf.mul(dy, tf.mul(tf.step(y), one(tf.less(y, 6))))),
  unaryGradient(tf.LeakyRelu, 'input', (dy, x, attributes) =>
    tf.mul(dy, tf.step(x, numberOf(attributes, 'alpha'))),
  ),
  // The derivative of e^x - 1 is y + 1, which is 1 at least where x is positive: there it is 1.
  unaryGradient(tf.Elu, 'output', (dy, y) => tf.mul(dy, tf.add(tf.minimum(y, 0), 1))),
  unaryGradient(tf.Sigmoid, 'output', (dy, y) => tf.mul(dy, tf.mul(y, tf.sub(1, y)))),
  unaryGradient(tf.Tanh, 'output', (dy, y) => tf.mul(dy, tf.sub(1, tf.square(y)))),
  unaryGradient(tf.Softplus, 'input', (dy, x) => tf.mul(dy, tf.sigmoid(x))),
];

/** Derivatives of the operations on each value by itself. */
export const elementwiseGradients: readonly tf.GradConfig[] = [
  ...smooth,
  ...activations,
  ...flat.map((kernelName) => unaryGradient(kernelName, 'nothing', (dy) => tf.zerosLike(dy))),
];
