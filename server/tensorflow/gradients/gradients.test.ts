import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { availableBackends, openForTest } from '../testing/available-backends.ts';
import { gradients } from './index.ts';

const matrix = [0.3, -1.2, 2.1, 0.7, -0.4, 1.6, -2.2, 0.75, 1.1, -0.8, 0.2, 1.9];
const positive = matrix.map((value) => Math.abs(value) + 0.1);
const row = [0.5, -0.7, 1.3, 0.9];

type Rule = (x: tf.Tensor) => tf.Tensor;

/** Every operation with a derivative, as functions of one [3, 4] matrix. */
const rules: Readonly<Record<string, readonly Rule[]>> = {
  Add: [(x) => tf.add(x, row), (x) => tf.add(tf.sum(x, 0), x)],
  Sub: [(x) => tf.sub(x, row), (x) => tf.sub(row, x)],
  Multiply: [(x) => tf.mul(x, row), (x) => tf.mul(tf.sum(x, 1, true), x)],
  RealDiv: [(x) => tf.div(x, row), (x) => tf.div(row, tf.add(tf.square(x), 1))],
  SquaredDifference: [(x) => tf.squaredDifference(x, row), (x) => tf.squaredDifference(row, x)],
  Maximum: [(x) => tf.maximum(x, 0.45), (x) => tf.maximum(row, x)],
  Minimum: [(x) => tf.minimum(x, 0.45), (x) => tf.minimum(row, x)],
  Pow: [(x) => tf.pow(tf.abs(x), 2.5), (x) => tf.pow(tf.scalar(1.7), x)],
  AddN: [(x) => tf.addN([x, tf.square(x)])],
  Neg: [(x) => tf.neg(x)],
  Identity: [(x) => tf.mul(tf.clone(x), x)],
  Cast: [(x) => tf.cast(x, 'float32')],
  Abs: [(x) => tf.abs(x)],
  Square: [(x) => tf.square(x)],
  Sqrt: [(x) => tf.sqrt(tf.abs(x))],
  Rsqrt: [(x) => tf.rsqrt(tf.abs(x))],
  Reciprocal: [(x) => tf.reciprocal(tf.add(tf.abs(x), 1))],
  Exp: [(x) => tf.exp(x)],
  Expm1: [(x) => tf.expm1(x)],
  Log: [(x) => tf.log(tf.abs(x))],
  Log1p: [(x) => tf.log1p(tf.abs(x))],
  Sin: [(x) => tf.sin(x)],
  Cos: [(x) => tf.cos(x)],
  Erf: [(x) => tf.erf(x)],
  ClipByValue: [(x) => tf.clipByValue(x, -1, 1)],
  Relu: [(x) => tf.relu(x)],
  Relu6: [(x) => tf.relu6(tf.mul(x, 4))],
  LeakyRelu: [(x) => tf.leakyRelu(x, 0.1)],
  Elu: [(x) => tf.elu(x)],
  Sigmoid: [(x) => tf.sigmoid(x)],
  Tanh: [(x) => tf.tanh(x)],
  Softplus: [(x) => tf.softplus(x)],
  Step: [(x) => tf.mul(tf.step(x), x)],
  Sign: [(x) => tf.mul(tf.sign(x), x)],
  Floor: [(x) => tf.add(tf.floor(x), x)],
  Ceil: [(x) => tf.add(tf.ceil(x), x)],
  Round: [(x) => tf.add(tf.round(x), x)],
  OnesLike: [(x) => tf.mul(tf.onesLike(x), x)],
  ZerosLike: [(x) => tf.add(tf.zerosLike(x), x)],
  Sum: [(x) => tf.sum(x), (x) => tf.sum(x, 0), (x) => tf.sum(x, -1, true)],
  Mean: [(x) => tf.mean(x), (x) => tf.mean(x, 0), (x) => tf.mean(x, 1)],
  Max: [(x) => tf.max(x), (x) => tf.max(x, 1)],
  Min: [(x) => tf.min(x), (x) => tf.min(x, 0)],
  Softmax: [(x) => tf.softmax(x)],
  Cumsum: [(x) => tf.cumsum(x, 1), (x) => tf.cumsum(x, 0, true, true)],
  Reshape: [(x) => tf.reshape(x, [2, 6])],
  ExpandDims: [(x) => tf.expandDims(x, 1)],
  Transpose: [(x) => tf.transpose(x), (x) => tf.transpose(tf.reshape(x, [3, 2, 2]), [2, 0, 1])],
  Reverse: [(x) => tf.reverse(x, 1)],
  Slice: [(x) => tf.slice(x, [1, 1], [2, 2]), (x) => tf.slice(x, [0, 2], [-1, 2])],
  PadV2: [(x) => tf.pad(x, [[1, 0], [0, 2]])], // prettier-ignore
  Concat: [(x) => tf.concat([x, tf.square(x)], 1), (x) => tf.concat([tf.exp(x), x], 0)],
  SplitV: [(x) => tf.mul(...pair(tf.split(x, 2, 1)))],
  Pack: [(x) => tf.stack([x, tf.square(x)], 1)],
  Unpack: [(x) => tf.mul(...pair(tf.unstack(x, 0)))],
  Tile: [(x) => tf.tile(x, [2, 3]), (x) => tf.tile(x, [1, 1])],
  GatherV2: [(x) => tf.gather(x, [2, 0, 2]), (x) => tf.gather(x, [3, 3], 1)],
  OneHot: [(x) => tf.matMul(tf.cast(tf.oneHot([0, 2, 2], 3), 'float32'), tf.reshape(x, [3, 4]))],
  Equal: [(x) => tf.where(tf.equal(x, 5), tf.exp(x), x)],
  NotEqual: [(x) => tf.where(tf.notEqual(x, row), tf.exp(x), x)],
  Less: [(x) => tf.where(tf.less(x, row), tf.exp(x), x)],
  LessEqual: [(x) => tf.where(tf.lessEqual(x, row), tf.exp(x), x)],
  Greater: [(x) => tf.where(tf.greater(row, x), tf.exp(x), x)],
  GreaterEqual: [(x) => tf.where(tf.greaterEqual(x, row), tf.exp(x), x)],
  Select: [(x) => tf.where(tf.greater(x, 0.5), tf.square(x), tf.mul(x, 3))],
  BatchMatMul: [
    (x) => tf.matMul(x, square()),
    (x) => tf.matMul(square(), x, true, true),
    (x) => tf.matMul(x, square(), false, true),
    (x) => tf.matMul(x, tf.square(x), true),
    (x) => tf.matMul(tf.reshape(x, [3, 2, 2]), tf.reshape(tf.concat([x, x], 0), [3, 2, 4])),
  ],
};

function square(): tf.Tensor2D {
  return tf.tensor2d([...matrix, ...row], [4, 4]);
}

function pair(tensors: readonly tf.Tensor[]): [tf.Tensor, tf.Tensor] {
  return [tensors[0]!, tensors[1]!];
}

/** Central differences of the sum of the outputs, each weighted differently. */
function slopes(rule: Rule, values: readonly number[]): number[] {
  const width = 1e-2;
  const at = (shifted: readonly number[]): number =>
    tf.tidy(() => weightedSum(rule(tf.tensor(shifted, [3, 4]))).dataSync()[0]!);
  return values.map((_, index) => {
    const shifted = (by: number) => values.with(index, values[index]! + by);
    return (at(shifted(width)) - at(shifted(-width))) / (2 * width);
  });
}

function weightedSum(y: tf.Tensor): tf.Tensor {
  const weights = Array.from({ length: y.size }, (_, index) => 0.5 + (index % 5) / 4);
  return tf.sum(tf.mul(y, tf.tensor(weights, y.shape)));
}

describe.each(availableBackends)('derivatives on %s', (backend) => {
  beforeAll(async () => {
    await openForTest(backend);
  });

  it.each(Object.entries(rules))('%s agrees with differences', (name, variants) => {
    for (const rule of variants) {
      const values = name === 'Pow' ? positive : matrix;
      const given = tf.tidy(() => [
        ...tf
          .grad((x) => weightedSum(rule(x)))(tf.tensor(values, [3, 4]))
          .dataSync(),
      ]);
      slopes(rule, values).forEach((slope, index) => {
        expect(Math.abs(given[index]! - slope)).toBeLessThan(0.02 * (1 + Math.abs(slope)));
      });
    }
  });
});

it('no rule is left untested', () => {
  expect(gradients.map(({ kernelName }) => kernelName).sort()).toEqual(Object.keys(rules).sort());
});
