import { createFeatureSpec, type FittedFeatures } from '#core/features';
import { createRandom } from '#core/math';
import { initialWeights, networkParameters } from '#core/models/neural';

import type { ManifestFacts, WeightTensor } from '../application/models/index.ts';
import { featureFacts } from '../application/network-inputs/index.ts';
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

const dense = { layers: 1, width: 8 };
function toldNetwork(outputs: number) {
  const covariates = { known: 3, constant: 6 };
  const shape = { inputSize: 28, horizon: 28, covariates, outputs };
  return { kind: 'mlp' as const, ...shape, context: dense, decoder: dense };
}

/** Two members that read features. */
export const toldArchitecture: LearnedArchitecture = learnedArchitectureSchema.parse({
  horizon: 28,
  minimumLength: 14,
  features: { lookback: 28, past: 3, future: 3, summary: 2, categories: [4] },
  members: [
    { role: 'quantiles', network: toldNetwork(3), quantileLevels: [0.1, 0.5, 0.9] },
    { role: 'mean', network: toldNetwork(1), quantileLevels: null },
  ].map((member) => ({ ...member, transform: { scale: 'features', link: 'identity' } })),
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

/** The features of `toldArchitecture`: day of the week, price, level and age, store. */
export const toldFeatures: FittedFeatures = {
  spec: createFeatureSpec({
    ...{ version: 1, inputSize: 56, lookback: 28, listing: 'demand', demandWindow: 28 },
    scale: { window: 28, offset: 1, limit: 100 },
    rolling: { mean: [], std: [], median: [], max: [], zeroShare: [] },
    ...{ lags: [], seasonMeans: [], demand: ['level', 'age'], flags: [], events: null },
    calendar: [{ part: 'weekday', encoding: 'circle' }],
    price: { window: 28, group: null, planned: 'used', features: [] },
    ...{ attributes: ['store'], pastCovariates: false },
  }),
  calendar: { frequency: 'daily', weekStartsOn: 1 },
  ...{ cutoff: 16_500, listing: 'demand', events: [], groupPrices: null },
  categories: [{ attribute: 'store', values: ['CA_1', 'TX_1', 'WI_1'] }],
};

/** What the maker of small untrained dense networks that read features says of them. */
export function toldFacts(change: Partial<ManifestFacts> = {}): ManifestFacts {
  return tinyFacts({
    ...{ kind: 'mlp', model: 'told', ...featureFacts(toldFeatures) },
    architecture: JSON.parse(JSON.stringify(toldArchitecture)) as ManifestFacts['architecture'],
    ...change,
  });
}
