import type { Link, LossSettings } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

/** Where the increments between quantiles start: softplus(-3), 5 % of the level. */
export const incrementOffset = 3;

/** Logarithms of a share that are taken as they are; beyond, forecasts stay at e^±10 times the level. */
export const greatestLogarithm = 10;

/**
 * From what a network says to demand, both [outputs, rows, horizon]: a point as it is; quantiles as the lowest one and increments that
 * cannot be negative, so that they never cross; then back through the link. The level itself is 1.
 */
export function headOutputs(raw: tf.Tensor3D, loss: LossSettings, link: Link): tf.Tensor3D {
  const said = loss.kind === 'pinball' ? ascending(raw) : raw;
  if (link === 'identity') return tf.add(said, 1);
  return tf.exp(tf.clipByValue(said, -greatestLogarithm, greatestLogarithm));
}

/** Sums up from the lowest output, all rows and periods in one product. */
function ascending(raw: tf.Tensor3D): tf.Tensor3D {
  const [outputs, rows, horizon] = raw.shape;
  if (outputs === 1) return raw;
  const flat = tf.reshape<tf.Rank.R2>(raw, [outputs, rows * horizon]);
  const lowest = tf.slice(flat, [0, 0], [1, rows * horizon]);
  const others = tf.slice(flat, [1, 0], [outputs - 1, rows * horizon]);
  const increments = tf.softplus(tf.sub(others, incrementOffset));
  const sums = tf.matMul(lowerTriangle(outputs), tf.concat([lowest, increments], 0));
  return tf.reshape<tf.Rank.R3>(sums, raw.shape);
}

/** Ones on and below the diagonal. */
function lowerTriangle(size: number): tf.Tensor2D {
  const values = new Float32Array(size * size);
  for (let row = 0; row < size; row += 1) values.fill(1, row * size, row * size + row + 1);
  return tf.tensor2d(values, [size, size]);
}
