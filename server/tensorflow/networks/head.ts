import { type Link, lossOutputs, type LossSettings } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

/** Where the increments between quantiles start: softplus(-3), 5 % of the level. */
export const incrementOffset = 3;

/** Logarithms of a share that are taken as they are; beyond, forecasts stay at e^±10 times the level. */
export const greatestLogarithm = 10;

/** Forecasts of a window: one [rows, horizon] tensor per output, the level itself is 1. */
export type Outputs = readonly tf.Tensor2D[];

/**
 * From what a network says, [rows, outputs * horizon], to demand: a point as it is; quantiles as the lowest one and increments that
 * cannot be negative, so that they never cross; then back through the link.
 */
export function headOutputs(raw: tf.Tensor2D, loss: LossSettings, link: Link): Outputs {
  const outputs = lossOutputs(loss);
  const [rows, columns] = raw.shape;
  const horizon = columns / outputs;
  const ordered: tf.Tensor2D[] = [];
  for (let output = 0; output < outputs; output += 1) {
    const part = tf.slice(raw, [0, output * horizon], [rows, horizon]);
    const below = ordered.at(-1);
    ordered.push(
      below === undefined ? part : tf.add(below, tf.softplus(tf.sub(part, incrementOffset))),
    );
  }
  return ordered.map((output) => unlinked(output, link));
}

function unlinked(output: tf.Tensor2D, link: Link): tf.Tensor2D {
  if (link === 'identity') return tf.add(output, 1);
  return tf.exp(tf.clipByValue(output, -greatestLogarithm, greatestLogarithm));
}
