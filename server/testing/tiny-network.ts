import { createRandom } from '#core/math';
import { initialWeights, networkParameters } from '#core/models/neural';

import type { ManifestFacts, WeightTensor } from '../application/models/index.ts';
import {
  type LearnedArchitecture,
  learnedArchitectureSchema,
  memberTensorName,
} from '../application/training/index.ts';
import { someFacts } from './model-artifacts.ts';

const stack = { basis: { kind: 'generic' as const }, blocks: 2, layers: 2, width: 8 };
const transform = { scale: 'mean' as const, recentSize: 28, link: 'identity' as const };

function networkWith(inputSize: number, outputs: number) {
  return { kind: 'n-beats' as const, inputSize, horizon: 28, stacks: [stack], outputs };
}

/** Two members for quantiles, of different lookbacks, and one for the mean. */
export const tinyArchitecture: LearnedArchitecture = learnedArchitectureSchema.parse({
  horizon: 28,
  minimumLength: 14,
  members: [
    { role: 'quantiles', network: networkWith(28, 3), transform, quantileLevels: [0.1, 0.5, 0.9] },
    { role: 'quantiles', network: networkWith(56, 3), transform, quantileLevels: [0.1, 0.5, 0.9] },
    { role: 'mean', network: networkWith(28, 1), transform, quantileLevels: null },
  ],
});

/** Weights as a training starts with them: the same for the same seed. */
export function tinyTensors(
  seed = 1,
  architecture: LearnedArchitecture = tinyArchitecture,
): readonly WeightTensor[] {
  return architecture.members.flatMap(({ network }, member) => {
    const parameters = networkParameters(network);
    const weights = initialWeights(parameters, createRandom(seed).fork(String(member)));
    return parameters.map(({ name, shape }, place) => ({
      name: memberTensorName(member, name),
      shape,
      values: weights[place]!,
    }));
  });
}

/** What the maker of a small untrained N-BEATS says of it. */
export function tinyFacts(change: Partial<ManifestFacts> = {}): ManifestFacts {
  return someFacts({
    kind: 'n-beats',
    model: 'n-beats',
    description: 'A small untrained network for tests.',
    architecture: JSON.parse(JSON.stringify(tinyArchitecture)) as ManifestFacts['architecture'],
    ...change,
  });
}
