import * as tf from '@tensorflow/tfjs-core';

import { flagOf } from './attribute.ts';
import { gradient, sumTo } from './gradient.ts';

/**
 * Derivatives of C = A·B: dA = dC·Bᵀ and dB = Aᵀ·dC, and the same with the roles exchanged where a factor came
 * transposed. The products carry transpose flags; how to compute those fast is for the backend.
 */
export const productGradients: readonly tf.GradConfig[] = [
  gradient(tf.BatchMatMul, { inputsToSave: ['a', 'b'] }, ({ dy, saved: [a, b], attributes }) => {
    const [flipA, flipB] = [flagOf(attributes, 'transposeA'), flagOf(attributes, 'transposeB')];
    return {
      a: () =>
        sumTo(flipA ? tf.matMul(b!, dy, flipB, true) : tf.matMul(dy, b!, false, !flipB), a!.shape),
      b: () =>
        sumTo(flipB ? tf.matMul(dy, a!, true, flipA) : tf.matMul(a!, dy, !flipA, false), b!.shape),
    };
  }),
];
