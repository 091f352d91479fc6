import {
  createBatch,
  initialWeights,
  type Link,
  type LossSettings,
  lossOutputs,
  type NBeatsSettings,
  type WindowBatch,
} from '#core/models/neural';
import { createRandom } from '#core/math';
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it } from 'vitest';

import { openTensorflow } from '../open-tensorflow.ts';
import type { NetworkSession } from '../../application/training/index.ts';
import { nBeats } from './n-beats.ts';
import { openSession } from './network-session.ts';

/** Of a weight: small beside the bends of the loss, great beside the rounding of single precision. */
const change = 3e-4;

const dense = { blocks: 1, layers: 2, width: 6 };

const settings: NBeatsSettings = {
  inputSize: 6,
  horizon: 4,
  stacks: [
    { ...dense, basis: { kind: 'trend', degree: 2 } },
    { ...dense, basis: { kind: 'seasonal', periods: [7, 3.5] } },
    { ...dense, basis: { kind: 'covariates' } },
    { ...dense, basis: { kind: 'generic' }, blocks: 2 },
  ],
  covariates: { known: 2, constant: 3 },
  outputs: 1,
};

const losses: readonly LossSettings[] = [
  { kind: 'smape' },
  { kind: 'absolute' },
  { kind: 'squared' },
  { kind: 'pinball', levels: [0.1, 0.5, 0.9] },
];

function sessionOf(loss: LossSettings, link: Link = 'identity'): NetworkSession {
  const network = nBeats({ ...settings, outputs: lossOutputs(loss) });
  return openSession({ network, loss, link });
}

/** A batch with a padded row, a target that is missing, and covariates. */
function someBatch(rows = 5): WindowBatch {
  const { inputSize, horizon, covariates } = settings;
  const batch = createBatch({
    ...{ rows, inputSize, horizon, ...covariates },
    knownPast: covariates.known,
  });
  const random = createRandom(3);
  for (const numbers of [batch.inputs, batch.knownInputs, batch.knownFuture, batch.constants]) {
    numbers.forEach((_, at) => {
      numbers[at] = random.normal() / 2;
    });
  }
  batch.inputMask.fill(1);
  batch.inputMask.fill(0, 0, 3);
  batch.inputs.fill(0, 0, 3);
  batch.targets.forEach((_, at) => {
    batch.targets[at] = 0.5 + random.uniform();
  });
  batch.targetWeights.fill(1 / horizon);
  batch.targetWeights[3] = 0;
  batch.levels.fill(20);
  return batch;
}

beforeAll(async () => {
  await openTensorflow({ backend: 'wasm', nativeDirectory: '' });
});

describe('nBeats', () => {
  it.each(losses)(
    'has the slopes that small changes of the weights show, with loss $kind',
    (loss) => {
      const session = sessionOf(loss, loss.kind === 'smape' ? 'logarithm' : 'identity');
      const random = createRandom(5);
      // Biases at zero would put the bends of the rectifiers right where the slopes are taken.
      const weights = initialWeights(session.parameters, createRandom(11)).map((values) =>
        values.map((value) => value + 0.05 * random.normal()),
      );
      const batch = someBatch();
      const { gradients } = session.gradients(weights, batch);
      // Along a direction, as single precision cannot see single weights.
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

  it('does not read what the mask hides', () => {
    const session = sessionOf({ kind: 'absolute' });
    const weights = initialWeights(session.parameters, createRandom(1));
    const [hidden, shown] = [someBatch(), someBatch()];
    hidden.targets[3] = 1e6;
    expect(session.gradients(weights, hidden)).toEqual(session.gradients(weights, shown));
    shown.inputMask.fill(1);
    expect(session.predict(weights, hidden)).not.toEqual(session.predict(weights, shown));
  });

  it('answers a window the same alone and among others', () => {
    const session = sessionOf({ kind: 'absolute' });
    const weights = initialWeights(session.parameters, createRandom(1));
    const [alone, among] = [someBatch(1), someBatch(5)];
    alone.inputs.set(among.inputs.subarray(0, 6));
    alone.knownInputs.set(among.knownInputs.subarray(0, 12));
    alone.knownFuture.set(among.knownFuture.subarray(0, 8));
    alone.constants.set(among.constants.subarray(0, 3));
    const [one, many] = [session.predict(weights, alone), session.predict(weights, among)];
    for (let lead = 0; lead < 4; lead += 1) expect(one[lead]).toBeCloseTo(many[lead]!, 4);
  });

  it('never lets quantiles cross, nor forecasts below zero', () => {
    const loss: LossSettings = { kind: 'pinball', levels: [0.1, 0.5, 0.9] };
    const session = sessionOf(loss);
    for (let seed = 0; seed < 20; seed += 1) {
      const weights = initialWeights(session.parameters, createRandom(seed)).map((values) =>
        values.map((value) => 4 * value),
      );
      const demand = session.predict(weights, someBatch());
      for (let row = 0; row < 5; row += 1) {
        for (let lead = 0; lead < 4; lead += 1) {
          const [low, middle, high] = [0, 1, 2].map((q) => demand[(row * 3 + q) * 4 + lead]!);
          expect(low).toBeGreaterThanOrEqual(0);
          expect(middle).toBeGreaterThanOrEqual(low!);
          expect(high).toBeGreaterThanOrEqual(middle!);
        }
      }
    }
  });

  it('forecasts the level before it has learned anything, through either link', () => {
    for (const link of ['identity', 'logarithm'] as const) {
      const session = sessionOf({ kind: 'smape' }, link);
      const weights = session.parameters.map(
        ({ shape }) => new Float32Array(tf.util.sizeFromShape([...shape])),
      );
      expect([...session.predict(weights, someBatch())]).toEqual(Array(20).fill(20));
    }
  });

  it('stays finite where weights are wild', () => {
    const session = sessionOf({ kind: 'smape' }, 'logarithm');
    const weights = initialWeights(session.parameters, createRandom(2)).map((values) =>
      values.map((value) => 50 * value),
    );
    expect(session.predict(weights, someBatch()).every(Number.isFinite)).toBe(true);
  });

  it('leaves no tensor behind', () => {
    const session = sessionOf({ kind: 'pinball', levels: [0.1, 0.5, 0.9] });
    const weights = initialWeights(session.parameters, createRandom(1));
    session.gradients(weights, someBatch());
    const before = tf.memory().numTensors;
    for (let round = 0; round < 3; round += 1) {
      session.gradients(weights, someBatch());
      session.predict(weights, someBatch());
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});
