import { createRandom } from '#core/math';
import {
  createBatch,
  initialWeights,
  type LossSettings,
  lossOutputs,
  type MlpSettings,
  type WindowBatch,
} from '#core/models/neural';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { openTensorflow } from '../open-tensorflow.ts';
import { mlp } from './mlp.ts';
import { openSession } from './network-session.ts';

const settings: MlpSettings = {
  ...{ inputSize: 6, horizon: 4, outputs: 1 },
  covariates: { known: 3, constant: 2 },
  context: { layers: 2, width: 8 },
  decoder: { layers: 2, width: 7 },
};
const shape = { inputSize: 6, horizon: 4, known: 3, knownPast: 0, constant: 2 };
/** Along a direction; as small as single precision lets it be, so that few rectifiers bend on the way. */
const change = 3e-4;
const quantiles: LossSettings = { kind: 'pinball', levels: [0.1, 0.5, 0.9] };

function sessionOf(loss: LossSettings) {
  const network = mlp({ ...settings, outputs: lossOutputs(loss) });
  return openSession({ network, loss, link: 'identity' });
}

function someBatch(rows = 5): WindowBatch {
  const batch = createBatch({ rows, ...shape });
  const random = createRandom(3);
  for (const numbers of [batch.inputs, batch.knownFuture, batch.constants, batch.targets]) {
    numbers.forEach((_, at) => {
      numbers[at] = random.normal() / 2;
    });
  }
  batch.inputMask.fill(1);
  batch.targetWeights.fill(1 / shape.horizon);
  batch.levels.fill(20);
  return batch;
}

beforeAll(async () => {
  await openTensorflow({ backend: 'wasm', nativeDirectory: '' });
});

describe('mlp', () => {
  it.each<LossSettings>([{ kind: 'squared' }, quantiles])(
    'has the slopes that small changes of the weights show, with loss $kind',
    (loss) => {
      const session = sessionOf(loss);
      const random = createRandom(5);
      const weights = initialWeights(session.parameters, createRandom(13)).map((values) =>
        values.map((value) => value + 0.05 * random.normal()),
      );
      const batch = someBatch();
      const { gradients } = session.gradients(weights, batch);
      for (const [at, spec] of session.parameters.entries()) {
        const direction = weights[at]!.map(() => random.normal());
        const moved = (by: number): number =>
          session.gradients(
            weights.map((values, index) =>
              index === at ? values.map((value, k) => value + by * direction[k]!) : values,
            ),
            batch,
          ).loss;
        const shown = (moved(change) - moved(-change)) / (2 * change);
        const told = gradients[at]!.reduce((sum, slope, k) => sum + slope * direction[k]!, 0);
        expect(Math.abs(told - shown), spec.name).toBeLessThan(3e-3 + 0.03 * Math.abs(shown));
      }
    },
  );

  it('says the same where nothing is learned from it, in fewer passes', () => {
    const network = mlp({ ...settings, outputs: 3 });
    const random = createRandom(7);
    const weights = initialWeights(network.parameters, createRandom(2)).map((values) =>
      values.map((value) => value + 0.1 * random.normal()),
    );
    const saying = (say: typeof network.forward): readonly number[] =>
      tf.tidy(() => {
        const tensors = network.parameters.map(({ shape: sides }, at) =>
          tf.tensor(weights[at]!, [...sides], 'float32'),
        );
        const said = say(tensors, someBatch());
        expect(said.shape).toEqual([3, 5, 4]);
        return [...said.dataSync()];
      });
    const [slow, fast] = [saying(network.forward), saying(network.predict!)];
    for (const [at, value] of fast.entries()) expect(value).toBeCloseTo(slow[at]!, 5);
  });

  it('reads no covariates where there are none', () => {
    const covariates = { known: 0, constant: 0 };
    expect(mlp({ ...settings, covariates }).predict).toBeUndefined();
  });

  it('answers a window the same alone and among others', () => {
    const session = sessionOf(quantiles);
    const weights = initialWeights(session.parameters, createRandom(1));
    const [alone, among] = [someBatch(1), someBatch(5)];
    alone.inputs.set(among.inputs.subarray(0, 6));
    alone.knownFuture.set(among.knownFuture.subarray(0, 12));
    alone.constants.set(among.constants.subarray(0, 2));
    const [one, many] = [session.predict(weights, alone), session.predict(weights, among)];
    for (const [at, demand] of one.entries()) expect(demand).toBeCloseTo(many[at]!, 4);
  });

  it('lets what is known of a period move that period alone', () => {
    const session = sessionOf({ kind: 'absolute' });
    const weights = initialWeights(session.parameters, createRandom(1)).map((values) =>
      values.map((value) => value + 0.1),
    );
    const [usual, changed] = [someBatch(), someBatch()];
    const [row, lead] = [2, 1];
    changed.knownFuture.fill(1, (row * 4 + lead) * 3, (row * 4 + lead + 1) * 3);
    const [before, after] = [session.predict(weights, usual), session.predict(weights, changed)];
    const moved = [...before.keys()].filter((at) => Math.abs(before[at]! - after[at]!) > 1e-4);
    expect(moved).toEqual([row * 4 + lead]);
  });

  it('forecasts the level before it has learned anything, and quantiles that never cross', () => {
    const session = sessionOf({ kind: 'absolute' });
    const nothing = session.parameters.map(
      ({ shape: sides }) => new Float32Array(tf.util.sizeFromShape([...sides])),
    );
    expect([...session.predict(nothing, someBatch())]).toEqual(Array(20).fill(20));
    const ordered = sessionOf(quantiles);
    const wild = initialWeights(ordered.parameters, createRandom(2)).map((values) =>
      values.map((value) => 4 * value),
    );
    const demand = ordered.predict(wild, someBatch());
    for (let row = 0; row < 5; row += 1) {
      for (let lead = 0; lead < 4; lead += 1) {
        const [low, middle, high] = [0, 1, 2].map((q) => demand[(row * 3 + q) * 4 + lead]!);
        expect(middle).toBeGreaterThanOrEqual(low!);
        expect(high).toBeGreaterThanOrEqual(middle!);
      }
    }
  });

  it('leaves no tensor behind', () => {
    const session = sessionOf(quantiles);
    const weights = initialWeights(session.parameters, createRandom(1));
    session.gradients(weights, someBatch());
    const before = tf.memory().numTensors;
    session.gradients(weights, someBatch());
    session.predict(weights, someBatch());
    expect(tf.memory().numTensors).toBe(before);
  });
});
