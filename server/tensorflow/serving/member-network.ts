import { type BatchShape, knownPastOf, sizeOf, type WindowBatch } from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';

import type { WeightTensor } from '../../application/models/index.ts';
import { type LearnedMember, memberTensorName } from '../../application/training/index.ts';
import { createNetwork } from '../networks/create-network.ts';
import { readHead } from '../networks/read-head.ts';

/** One network of a published ensemble, its weights on the backend. */
export interface MemberNetwork {
  readonly role: LearnedMember['role'];
  /** Of the windows that it reads. */
  readonly shape: Omit<BatchShape, 'rows'>;
  readonly transform: LearnedMember['transform'];
  /** Rows of one call at which it is fastest. */
  readonly bestRows: number;
  /** Demand, `[(row * outputs + output) * horizon + h]`, never negative. */
  predict(batch: WindowBatch): Float64Array;
  dispose(): void;
}

/**
 * Takes the arrays of a member out of `tensors` and puts them on the backend.
 * @throws Error where one is missing or of another shape.
 */
export function openMember(
  place: number,
  { role, network: settings, transform, quantileLevels }: LearnedMember,
  tensors: Map<string, WeightTensor>,
): MemberNetwork {
  const network = createNetwork(settings);
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
  const saying = network.predict ?? network.forward;
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
    shape: {
      inputSize: settings.inputSize,
      horizon: settings.horizon,
      ...settings.covariates,
      knownPast: knownPastOf(settings),
    },
    transform,
    bestRows: network.bestRows,
    predict: (batch) => {
      let raw = new Float32Array();
      // Nothing is returned: tidy looks at each number that it returns for a tensor.
      tf.tidy(() => {
        raw = new Float32Array(saying(weights, batch).dataSync());
      });
      return readHead(raw, { loss, link: transform.link }, batch);
    },
    dispose: () => {
      tf.dispose(weights);
    },
  };
}
