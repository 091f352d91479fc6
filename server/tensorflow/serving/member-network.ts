import { sizeOf, type WindowBatch, type WindowTransform } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

import type { WeightTensor } from '../../application/models/index.ts';
import { type LearnedMember, memberTensorName } from '../../application/training/index.ts';
import { nBeats } from '../networks/n-beats.ts';
import { batchTensors } from '../networks/network.ts';
import { readHead } from '../networks/read-head.ts';

/** One network of a published ensemble, its weights on the backend. */
export interface MemberNetwork {
  readonly role: LearnedMember['role'];
  readonly inputSize: number;
  readonly transform: WindowTransform;
  /** Demand, `[(row * outputs + output) * horizon + h]`, never negative. */
  predict(batch: WindowBatch): Float64Array;
  dispose(): void;
}

/**
 * Takes the arrays of a member out of `tensors` and puts them on the backend.
 * @throws Error where one is missing or of another shape, or the network wants more than demand.
 */
export function openMember(
  place: number,
  { role, network: settings, transform, quantileLevels }: LearnedMember,
  tensors: Map<string, WeightTensor>,
): MemberNetwork {
  const { known, constant } = settings.covariates;
  if (known + constant > 0) {
    throw new Error(`member ${place} wants covariates, which this release does not serve.`);
  }
  const network = nBeats(settings);
  const found = network.parameters.map((spec) => {
    const name = memberTensorName(place, spec.name);
    const tensor = tensors.get(name);
    if (tensor === undefined) throw new Error(`the tensor ${name} is missing.`);
    if (tensor.shape.join() !== spec.shape.join() || tensor.values.length !== sizeOf(spec)) {
      throw new Error(
        `the tensor ${name} has the shape [${tensor.shape.join(', ')}], but its network needs [${spec.shape.join(', ')}].`,
      );
    }
    tensors.delete(name);
    return tensor;
  });
  // Copies: backends take no shared memory.
  const weights = found.map(({ shape, values }) =>
    tf.tensor(values.slice(), [...shape], 'float32'),
  );
  const loss =
    quantileLevels === null
      ? ({ kind: 'squared' } as const)
      : ({ kind: 'pinball', levels: quantileLevels } as const);
  return {
    role,
    inputSize: settings.inputSize,
    transform,
    predict: (batch) => {
      let raw = new Float32Array();
      // Nothing is returned: tidy looks at each number that it returns for a tensor.
      tf.tidy(() => {
        raw = Float32Array.from(network.forward(weights, batchTensors(batch)).dataSync());
      });
      return readHead(raw, { loss, link: transform.link }, batch);
    },
    dispose: () => {
      tf.dispose(weights);
    },
  };
}
