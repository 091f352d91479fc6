import { describe, expect, it } from 'vitest';

import { createRandom } from '../../math/index.ts';
import { blockInputs, fixedBasis, nBeatsLayout } from './n-beats-layout.ts';
import type { NBeatsSettings } from './n-beats-settings.ts';
import { initialWeights, parameterCount } from './parameters.ts';

const settings: NBeatsSettings = {
  inputSize: 10,
  horizon: 4,
  stacks: [
    { basis: { kind: 'trend', degree: 2 }, blocks: 1, layers: 2, width: 8 },
    { basis: { kind: 'seasonal', periods: [7] }, blocks: 1, layers: 1, width: 8 },
    { basis: { kind: 'generic' }, blocks: 2, layers: 1, width: 16 },
  ],
  covariates: { known: 0, constant: 0 },
  outputs: 1,
};

describe('nBeatsLayout', () => {
  it('counts what is trained', () => {
    const trend = 10 * 8 + 8 + 8 * 8 + 8 + 2 * (8 * 3);
    const seasonal = 10 * 8 + 8 + 2 * (8 * 2);
    const generic = 10 * 16 + 16 + 16 * 4;
    expect(parameterCount(nBeatsLayout(settings).parameters)).toBe(
      trend + seasonal + (generic + 16 * 10) + generic,
    );
  });

  it('gives every block a backcast but the last, and each array one name', () => {
    const { blocks, parameters } = nBeatsLayout(settings);
    expect(blocks.map(({ backcast }) => backcast !== null)).toEqual([true, true, true, false]);
    expect(new Set(parameters.map(({ name }) => name)).size).toBe(parameters.length);
    expect(parameters[0]).toMatchObject({ name: 'stack-0/block-0/dense-0/kernel', shape: [10, 8] });
  });

  it('reads covariates of the whole window and draws one coefficient per channel', () => {
    const withCovariates: NBeatsSettings = {
      ...settings,
      stacks: [{ basis: { kind: 'covariates' }, blocks: 2, layers: 1, width: 8 }],
      covariates: { known: 3, constant: 2 },
      outputs: 5,
    };
    expect(blockInputs(withCovariates)).toBe(10 + 3 * 14 + 2);
    const { parameters, blocks } = nBeatsLayout(withCovariates);
    expect(parameters[blocks[0]!.forecast]!.shape).toEqual([8, 15]);
    expect(parameters[blocks[0]!.backcast!]!.shape).toEqual([8, 3]);
    expect(fixedBasis({ kind: 'covariates' }, withCovariates)).toBeNull();
  });

  it('refuses a network without blocks or functions', () => {
    expect(() => nBeatsLayout({ ...settings, stacks: [] })).toThrow('at least one block');
    const empty = { basis: { kind: 'covariates' }, blocks: 1, layers: 1, width: 8 } as const;
    expect(() => nBeatsLayout({ ...settings, stacks: [empty] })).toThrow('at least one function');
  });
});

describe('initialWeights', () => {
  const { parameters } = nBeatsLayout(settings);

  it('depends on the seed alone', () => {
    const weights = initialWeights(parameters, createRandom(1));
    expect(initialWeights(parameters, createRandom(1))).toEqual(weights);
    expect(initialWeights(parameters, createRandom(2))).not.toEqual(weights);
  });

  it('stays within the limits and starts biases at zero', () => {
    const weights = initialWeights(parameters, createRandom(1));
    for (const [index, { limit, name }] of parameters.entries()) {
      const greatest = Math.max(...weights[index]!.map(Math.abs));
      expect(greatest).toBeLessThanOrEqual(limit);
      if (name.endsWith('bias')) expect(greatest).toBe(0);
    }
  });
});
