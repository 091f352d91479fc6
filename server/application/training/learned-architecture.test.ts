import { describe, expect, it } from 'vitest';

import { learnedArchitectureSchema } from './index.ts';

const network = {
  ...{ kind: 'n-beats', inputSize: 28, horizon: 14, outputs: 1 },
  stacks: [{ basis: { kind: 'generic' }, blocks: 1, layers: 1, width: 4 }],
  covariates: { known: 0, constant: 0 },
};
const transform = { scale: 'one-plus-mean', recentSize: 14, link: 'identity' };
const quantiles = {
  ...{ role: 'quantiles', transform, quantileLevels: [0.5] },
  network: { ...network, outputs: 1 },
};
const demandAlone = { horizon: 14, minimumLength: 7, members: [quantiles] };

const widths = { lookback: 28, past: 3, future: 5, summary: 4, categories: [3, 2] };
const dense = { layers: 1, width: 4 };
const told = {
  ...{ ...quantiles, transform: { scale: 'features', link: 'identity' } },
  network: {
    ...{ kind: 'mlp', inputSize: 28, horizon: 14, outputs: 1, context: dense, decoder: dense },
    covariates: { known: 5, constant: 9 },
  },
};
const withFeatures = { ...demandAlone, features: widths, members: [told] };

function problemsOf(architecture: object): readonly string[] {
  const parsed = learnedArchitectureSchema.safeParse(architecture);
  return parsed.success ? [] : parsed.error.issues.map(({ message }) => message);
}

describe('learnedArchitectureSchema', () => {
  it('reads what releases wrote that knew of no features', () => {
    expect(learnedArchitectureSchema.parse(demandAlone)).toEqual({
      ...demandAlone,
      features: null,
    });
  });

  it('lets members read features beside others that read demand alone', () => {
    expect(problemsOf({ ...withFeatures, members: [told, quantiles] })).toEqual([]);
  });

  it.each<[string, object, string]>([
    [
      'features that are not there',
      { ...withFeatures, features: null },
      'it reads features, and the model has none',
    ],
    [
      'covariates without features',
      {
        ...withFeatures,
        members: [{ ...quantiles, network: { ...network, covariates: { known: 1, constant: 0 } } }],
      },
      'it wants covariates, which come with features',
    ],
    [
      'features of other widths',
      { ...withFeatures, features: { ...widths, categories: [3] } },
      'it wants 5 channels and 9 constants, and the features have 5 and 7',
    ],
    [
      'more of the past than features have',
      { ...withFeatures, features: { ...widths, lookback: 21 } },
      'it reads 28 periods, and the features have 21',
    ],
    [
      'channels of the past that features have not',
      {
        ...withFeatures,
        members: [
          {
            ...told,
            network: { ...network, covariates: { known: 5, constant: 9 } },
          },
        ],
      },
      'it wants 5 channels of the past, and the features have 0',
    ],
  ])('refuses %s', (_name, architecture, message) => {
    expect(problemsOf(architecture)).toEqual([message]);
  });
});
