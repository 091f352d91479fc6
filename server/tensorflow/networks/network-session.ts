import type { Link, LossSettings, WindowBatch, Weights } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

import type { GradientStep, NetworkSession } from '../../application/training/index.ts';
import { headOutputs } from './head.ts';
import { lossOf } from './loss.ts';
import type { Network } from './network.ts';
import { readHead } from './read-head.ts';

/** A network with what it learns from and how its numbers are read, on the backend that is open. */
export interface SessionOptions {
  readonly network: Network;
  readonly loss: LossSettings;
  readonly link: Link;
}

/** Weights go to the backend with every call and nothing stays there: the state of a training lies on the host alone. */
export function openSession({ network, loss, link }: SessionOptions): NetworkSession {
  const outputsOf = (weights: tf.Tensor[], batch: WindowBatch): tf.Tensor3D =>
    headOutputs(network.forward(weights, batch), loss, link);
  const upload = (weights: Weights): tf.Tensor[] =>
    network.parameters.map(({ shape }, at) => tf.tensor(weights[at]!, [...shape], 'float32'));
  return {
    parameters: network.parameters,
    outputs: network.outputs,
    gradients: (weights, batch) =>
      computed((): GradientStep => {
        const { rows, horizon } = batch;
        const target = {
          targets: tf.tensor3d(batch.targets, [1, rows, horizon]),
          weights: tf.tensor3d(batch.targetWeights, [1, rows, horizon]),
        };
        const objective = (...given: tf.Tensor[]): tf.Scalar =>
          lossOf(loss, outputsOf(given, batch), target);
        const { value, grads } = tf.valueAndGrads(objective)(upload(weights));
        return { loss: floats(value)[0]!, gradients: grads.map(floats) };
      }),
    predict: (weights, batch) =>
      readHead(
        computed(() => floats(network.forward(upload(weights), batch))),
        { loss, link },
        batch,
      ),
  };
}

/** Frees every tensor of the work. Its numbers leave by the side: tidy looks at each number that it returns for a tensor. */
function computed<Result>(work: () => Result): Result {
  const results: Result[] = [];
  tf.tidy(() => {
    results.push(work());
  });
  return results[0]!;
}

function floats(tensor: tf.Tensor): Float32Array {
  const values = tensor.dataSync();
  return values instanceof Float32Array ? values : Float32Array.from(values);
}
