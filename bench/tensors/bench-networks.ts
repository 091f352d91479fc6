import * as tf from '@tensorflow/tfjs-core';

/** A network to be timed, with random weights and data. */
export interface BenchNetwork {
  readonly weights: readonly tf.Variable[];
  readonly inputs: number;
  /** Floating-point operations of one step, counted over its matrix products alone. */
  readonly flopsPerStep: number;
  loss(): tf.Scalar;
  forward(x: tf.Tensor2D): tf.Tensor2D;
}

/** Five dense layers, 512 wide, on a batch of 1,024 rows. */
export function denseNetwork(): BenchNetwork {
  const [rows, width, depth] = [1024, 512, 5];
  const layers = Array.from({ length: depth }, (_, at) => dense(width, width, at));
  const [x, y] = [normal([rows, width], 100), normal([rows, width], 101)];
  const forward = (input: tf.Tensor2D): tf.Tensor2D =>
    layers.reduce((hidden, layer) => tf.relu(apply(layer, hidden)), input);
  return {
    weights: layers.flatMap(({ kernel, bias }) => [kernel, bias]),
    inputs: width,
    // Three products per layer, but nobody asks for the gradient of the data.
    flopsPerStep: (3 * depth - 1) * 2 * rows * width * width,
    loss: () => tf.mean(tf.square(tf.sub(forward(x), y))),
    forward,
  };
}

/** N-BEATS, generic: ten blocks of four layers, 256 wide, 140 days in and 28 out, on a batch of 256 windows. */
export function nBeatsNetwork(): BenchNetwork {
  const [rows, inputs, horizon, width] = [256, 140, 28, 256];
  const blocks = Array.from({ length: 10 }, (_, at) => ({
    layers: [0, 1, 2, 3].map((layer) =>
      dense(layer === 0 ? inputs : width, width, 10 * at + layer),
    ),
    head: dense(width, inputs + horizon, 10 * at + 4),
  }));
  const all = blocks.flatMap(({ layers, head }) => [...layers, head]);
  const [x, y] = [normal([rows, inputs], 200), normal([rows, horizon], 201)];
  const forward = (input: tf.Tensor2D): tf.Tensor2D => {
    const [count] = input.shape;
    let residual = input;
    let forecast: tf.Tensor2D = tf.zeros([count, horizon]);
    for (const { layers, head } of blocks) {
      const hidden = layers.reduce((h, layer) => tf.relu(apply(layer, h)), residual);
      const outputs = apply(head, hidden);
      residual = tf.sub(residual, tf.slice(outputs, [0, 0], [count, inputs]));
      forecast = tf.add(forecast, tf.slice(outputs, [0, inputs], [count, horizon]));
    }
    return forecast;
  };
  return {
    weights: all.flatMap(({ kernel, bias }) => [kernel, bias]),
    inputs,
    flopsPerStep: all.reduce((sum, { kernel }) => sum + 6 * rows * kernel.size, 0),
    loss: () => tf.mean(tf.abs(tf.sub(forward(x), y))),
    forward,
  };
}

interface Layer {
  readonly kernel: tf.Variable<tf.Rank.R2>;
  readonly bias: tf.Variable<tf.Rank.R1>;
}

function dense(inputs: number, outputs: number, seed: number): Layer {
  const initial = tf.randomNormal<tf.Rank.R2>(
    [inputs, outputs],
    0,
    Math.sqrt(1 / inputs),
    'float32',
    seed + 1,
  );
  return { kernel: tf.variable(initial), bias: tf.variable(tf.zeros<tf.Rank.R1>([outputs])) };
}

function apply({ kernel, bias }: Layer, x: tf.Tensor2D): tf.Tensor2D {
  return tf.add(tf.matMul(x, kernel), bias);
}

function normal(shape: [number, number], seed: number): tf.Tensor2D {
  return tf.randomNormal<tf.Rank.R2>(shape, 0, 1, 'float32', seed);
}
