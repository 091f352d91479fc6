import * as tf from '@tensorflow/tfjs-core';

import { flagOf, numberOf, numbersOf } from './attribute.ts';
import { gradient, type Step, unaryGradient } from './gradient.ts';

/** The axes that an operation reduces, counted from 0; all of them unless some are named. */
function reducedAxes({ attributes }: Step, rank: number): readonly number[] {
  const name = 'reductionIndices' in attributes ? 'reductionIndices' : 'axis';
  const named: unknown = attributes[name];
  if (named === null || named === undefined) return Array.from({ length: rank }, (_, axis) => axis);
  return numbersOf(attributes, name).map((axis) => (axis < 0 ? axis + rank : axis));
}

/** `y` with its reduced axes back, of length 1. */
function withAxes(y: tf.Tensor, shape: readonly number[], axes: readonly number[]): tf.Tensor {
  return tf.reshape(
    y,
    shape.map((length, axis) => (axes.includes(axis) ? 1 : length)),
  );
}

/** Broadcast by an addition, which every backend does fast; tiling is slow in WebAssembly. */
function repeated(y: tf.Tensor, shape: number[]): tf.Tensor {
  return tf.add(tf.zeros(shape), y);
}

/** The gradient goes to the extreme values; where several are equal they share it. */
function extremeGradient(kernelName: string): tf.GradConfig {
  const saves = { inputsToSave: ['x'], outputsToSave: [true] };
  return gradient(kernelName, saves, (step) => {
    const [x, y] = step.saved;
    const axes = reducedAxes(step, x!.rank);
    return {
      x: () => {
        const chosen = tf.cast(tf.equal(x!, withAxes(y!, x!.shape, axes)), 'float32');
        const share = tf.div(withAxes(step.dy, x!.shape, axes), tf.sum(chosen, [...axes], true));
        return tf.mul(chosen, share);
      },
    };
  });
}

/** Derivatives of what makes fewer values out of many, and of what runs along an axis. */
export const reductionGradients: readonly tf.GradConfig[] = [
  gradient(tf.Sum, { inputsToSave: ['x'] }, (step) => {
    const { shape, rank } = step.saved[0]!;
    const spread = withAxes(step.dy, shape, reducedAxes(step, rank));
    return { x: () => repeated(spread, shape) };
  }),
  gradient(tf.Mean, { inputsToSave: ['x'] }, (step) => {
    const { shape, rank } = step.saved[0]!;
    const axes = reducedAxes(step, rank);
    const count = axes.reduce((product, axis) => product * shape[axis]!, 1);
    return {
      x: () => repeated(tf.div(withAxes(step.dy, shape, axes), count), shape),
    };
  }),
  extremeGradient(tf.Max),
  extremeGradient(tf.Min),
  gradient(tf.Softmax, { outputsToSave: [true] }, ({ dy, saved: [y], attributes }) => ({
    logits: () => {
      const weighted = tf.mul(dy, y!);
      const total = tf.sum(weighted, [numberOf(attributes, 'dim')], true);
      return tf.sub(weighted, tf.mul(total, y!));
    },
  })),
  unaryGradient(tf.Cumsum, 'nothing', (dy, _, attributes) =>
    tf.cumsum(
      dy,
      numberOf(attributes, 'axis'),
      flagOf(attributes, 'exclusive'),
      !flagOf(attributes, 'reverse'),
    ),
  ),
];
