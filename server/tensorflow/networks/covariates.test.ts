import { createBatch, type NBeatsSettings, type WindowSource } from '#core/models/neural';
import { createRandom } from '#core/math';
import { beforeAll, describe, expect, it } from 'vitest';

import { trainNetwork, trainingSettingsSchema } from '../../application/training/index.ts';
import { openTensorflow } from '../open-tensorflow.ts';
import { nBeats } from './n-beats.ts';
import { openSession } from './network-session.ts';

const shape = { inputSize: 7, horizon: 5, known: 1, knownPast: 1, constant: 1 };

/** Demand is 1, on promoted days more: by half where the constant is 1, else by a quarter. Nothing in the inputs tells which days come. */
const promotions: WindowSource = {
  shape,
  sample: (batch, random) => {
    batch.inputMask.fill(1);
    batch.targetWeights.fill(1 / batch.horizon);
    batch.levels.fill(1);
    for (let row = 0; row < batch.rows; row += 1) {
      batch.constants[row] = random.integer(2);
      const lift = batch.constants[row] === 1 ? 0.5 : 0.25;
      for (let step = 0; step < shape.inputSize; step += 1) {
        const at = row * shape.inputSize + step;
        batch.knownInputs[at] = random.integer(2);
        batch.inputs[at] = lift * batch.knownInputs[at];
      }
      for (let lead = 0; lead < shape.horizon; lead += 1) {
        const at = row * shape.horizon + lead;
        batch.knownFuture[at] = random.integer(2);
        batch.targets[at] = 1 + lift * batch.knownFuture[at];
      }
    }
  },
};

beforeAll(async () => {
  await openTensorflow({ backend: 'wasm', nativeDirectory: '' });
});

describe('nBeats with covariates', () => {
  it.each(['covariates', 'generic'] as const)(
    'learns in a %s stack what promotions do, and for whom',
    async (kind) => {
      const network: NBeatsSettings = {
        ...{ inputSize: 7, horizon: 5, outputs: 1, covariates: { known: 1, constant: 1 } },
        stacks: [{ basis: { kind }, blocks: 2, layers: 1, width: 24 }],
      };
      const loss = { kind: 'squared' } as const;
      const session = openSession({ network: nBeats(network), loss, link: 'identity' });
      const settings = trainingSettingsSchema.parse({
        ...{ steps: 400, batchSize: 32 },
        learningRate: { peak: 1e-2 },
      });
      const { weights } = await trainNetwork({ session, source: promotions, settings });
      const batch = createBatch({ rows: 64, ...shape });
      promotions.sample(batch, createRandom(77));
      const errors = session
        .predict(weights, batch)
        .map((demand, at) => Math.abs(demand - batch.targets[at]!));
      expect(Math.max(...errors)).toBeLessThan(0.12);
    },
    60_000,
  );
});
