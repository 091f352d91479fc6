import * as tf from '@tensorflow/tfjs-core';

/** A network with the operations of a residual net with embeddings, trained by plain gradient descent. */
export interface SmallNetwork {
  /** One step; returns the loss before it. */
  step(): number;
  dispose(): void;
}

const [rows, inputs, width, horizon, items] = [24, 12, 16, 4, 5];

/** The same weights and data every time. */
export function smallNetwork(): SmallNetwork {
  const numbers = (shape: number[], seed: number, scale = 1): tf.Tensor =>
    tf.randomNormal(shape, 0, scale, 'float32', seed);
  const weights = [
    numbers([items, 3], 1),
    numbers([inputs + 3, width], 2, 0.3),
    tf.zeros([width]),
    numbers([width, inputs + horizon], 3, 0.3),
    tf.zeros([inputs + horizon]),
  ].map((initial) => {
    const weight = tf.variable(initial);
    initial.dispose();
    return weight;
  });
  const x = numbers([rows, inputs], 4);
  const target = numbers([rows, horizon], 5);
  const item = tf.tensor1d(
    Array.from({ length: rows }, (_, row) => (row * 3) % items),
    'int32',
  );
  const loss = (): tf.Scalar => {
    const [table, kernel, bias, headKernel, headBias] = weights;
    const embedded = tf.concat([x, tf.gather(table!, item)], 1);
    const hidden = tf.elu(tf.add(tf.matMul(embedded, kernel!), bias!));
    const outputs = tf.add(tf.matMul(tf.relu(hidden), headKernel!), headBias!);
    const backcast = tf.slice(outputs, [0, 0], [rows, inputs]);
    const forecast = tf.softplus(tf.slice(outputs, [0, inputs], [rows, horizon]));
    const fit = tf.mean(tf.abs(tf.sub(x, backcast)), 0);
    const error = tf.sub(target, forecast);
    const pinball = tf.maximum(tf.mul(error, 0.7), tf.mul(error, -0.3));
    return tf.add(tf.mean(pinball), tf.mul(tf.sum<tf.Scalar>(fit), 0.01));
  };
  const optimizer = tf.train.sgd(0.1);
  return {
    step: () => {
      const cost = optimizer.minimize(loss, true, weights);
      const [value = Number.NaN] = cost?.dataSync() ?? [];
      cost?.dispose();
      return value;
    },
    dispose: () => {
      tf.dispose([x, target, item, ...weights]);
      optimizer.dispose();
    },
  };
}
