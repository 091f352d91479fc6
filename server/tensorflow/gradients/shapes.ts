import * as tf from '@tensorflow/tfjs-core';

import { numberOf, numbersOf, pairsOf } from './attribute.ts';
import { gradient, single, sumTo, unaryGradient } from './gradient.ts';

/** Repetition along an axis is one axis more, summed away: [r0, d0, r1, d1, …]. */
function sumOfTiles(dy: tf.Tensor, shape: readonly number[], reps: readonly number[]): tf.Tensor {
  const folded = shape.flatMap((length, axis) => [reps[axis]!, length]);
  const repeated = shape.map((_, axis) => 2 * axis).filter((_, axis) => reps[axis]! > 1);
  const sums = repeated.length === 0 ? dy : tf.sum(tf.reshape(dy, folded), repeated);
  return tf.reshape(sums, [...shape]);
}

/** The sums of the gradient's rows by the row that was gathered. */
function ungather(dy: tf.Tensor, x: tf.Tensor, indices: tf.Tensor, axis: number): tf.Tensor {
  const count = x.shape[axis]!;
  const outer = x.shape.slice(0, axis);
  const inner = x.shape.slice(axis + 1);
  const [before, after] = [outer, inner].map((shape) => tf.util.sizeFromShape(shape));
  const stacked = tf.reshape(dy, [before!, indices.size, after!]);
  const first = tf.reshape(tf.transpose(stacked, [1, 0, 2]), [indices.size, before! * after!]);
  const sums = tf.unsortedSegmentSum(first, tf.reshape(tf.cast(indices, 'int32'), [-1]), count);
  const back = tf.transpose(tf.reshape(sums, [count, before!, after!]), [1, 0, 2]);
  return tf.reshape(back, [...outer, count, ...inner]);
}

const reordering: readonly tf.GradConfig[] = [
  gradient(tf.Reshape, { inputsToSave: ['x'] }, ({ dy, saved: [x] }) => ({
    x: () => tf.reshape(dy, x!.shape),
  })),
  gradient(tf.ExpandDims, { inputsToSave: ['input'] }, ({ dy, saved: [input] }) => ({
    input: () => tf.reshape(dy, input!.shape),
  })),
  unaryGradient(tf.Transpose, 'nothing', (dy, _, attributes) =>
    tf.transpose(dy, tf.backend_util.getUndoAxesPermutation([...numbersOf(attributes, 'perm')])),
  ),
  unaryGradient(tf.Reverse, 'nothing', (dy, _, attributes) =>
    tf.reverse(dy, [...numbersOf(attributes, 'dims')]),
  ),
];

const cuttingAndJoining: readonly tf.GradConfig[] = [
  gradient(tf.Slice, { inputsToSave: ['x'] }, ({ dy, saved: [x], attributes }) => ({
    x: () => {
      const begin = numbersOf(attributes, 'begin');
      return tf.pad(
        dy,
        x!.shape.map((length, axis) => {
          const from = begin[axis] ?? 0;
          return [from, length - from - dy.shape[axis]!];
        }),
      );
    },
  })),
  gradient(tf.PadV2, { inputsToSave: ['x'] }, ({ dy, saved: [x], attributes }) => ({
    x: () =>
      tf.slice(
        dy,
        pairsOf(attributes, 'paddings').map(([before]) => before),
        x!.shape,
      ),
  })),
  {
    kernelName: tf.Concat,
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes) => {
      const axis = numberOf(attributes, 'axis');
      const along = axis < 0 ? axis + single(dy).rank : axis;
      let from = 0;
      const rules = saved.map(({ shape }, index) => {
        const begin = shape.map((_, dimension) => (dimension === along ? from : 0));
        from += shape[along]!;
        return [index, () => tf.slice(single(dy), begin, shape)] as const;
      });
      return Object.fromEntries(rules);
    },
  },
  {
    kernelName: tf.SplitV,
    gradFunc: (dy, _, attributes) => ({
      x: () => tf.concat([dy].flat(), numberOf(attributes, 'axis')),
    }),
  },
  {
    kernelName: tf.Pack,
    saveAllInputs: true,
    gradFunc: (dy, saved, attributes) => {
      const parts = tf.unstack(single(dy), numberOf(attributes, 'axis'));
      return Object.fromEntries(saved.map((_, index) => [index, () => parts[index]!]));
    },
  },
  {
    kernelName: tf.Unpack,
    gradFunc: (dy, _, attributes) => ({
      value: () => tf.stack([dy].flat(), numberOf(attributes, 'axis')),
    }),
  },
];

const choosing: readonly tf.GradConfig[] = [
  gradient(tf.Tile, { inputsToSave: ['x'] }, ({ dy, saved: [x], attributes }) => ({
    x: () => sumOfTiles(dy, x!.shape, numbersOf(attributes, 'reps')),
  })),
  gradient(tf.GatherV2, { inputsToSave: ['x', 'indices'] }, (step) => {
    const [x, indices] = step.saved;
    const axis = numberOf(step.attributes, 'axis');
    return {
      x: () => ungather(step.dy, x!, indices!, axis < 0 ? axis + x!.rank : axis),
      indices: () => tf.zerosLike(indices!),
    };
  }),
  gradient(tf.OneHot, { inputsToSave: ['indices'] }, ({ saved: [indices] }) => ({
    indices: () => tf.zerosLike(tf.cast(indices!, 'float32')),
  })),
  gradient(tf.Select, { inputsToSave: ['condition', 't', 'e'] }, ({ dy, saved }) => {
    const [condition, whenTrue, whenFalse] = saved;
    const chosen = tf.cast(condition!, 'float32');
    return {
      condition: () => tf.zerosLike(chosen),
      t: () => sumTo(tf.mul(dy, chosen), whenTrue!.shape),
      e: () => sumTo(tf.mul(dy, tf.sub(1, chosen)), whenFalse!.shape),
    };
  }),
];

/** Derivatives of what moves values without changing them. */
export const shapeGradients: readonly tf.GradConfig[] = [
  ...reordering,
  ...cuttingAndJoining,
  ...choosing,
];
