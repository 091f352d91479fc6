import { describe, expect, it } from 'vitest';

import { meanWeights, placeOfLevel } from './index.ts';

const trained = [0.1, 0.5, 0.9];

describe('placeOfLevel', () => {
  it('finds a trained level as it is', () => {
    expect(placeOfLevel(trained, 0.1)).toEqual({ below: 0, above: 0, share: 0 });
    expect(placeOfLevel(trained, 0.5)).toMatchObject({ above: 1, share: 1 });
  });

  it('goes a straight line between trained levels', () => {
    const { below, above, share } = placeOfLevel(trained, 0.6);
    expect([below, above]).toEqual([1, 2]);
    expect(share).toBeCloseTo(0.25, 12);
  });

  it('takes the outermost level beyond it', () => {
    expect(placeOfLevel(trained, 0.01)).toEqual({ below: 0, above: 0, share: 0 });
    expect(placeOfLevel(trained, 0.99)).toEqual({ below: 2, above: 2, share: 0 });
  });
});

describe('meanWeights', () => {
  it('weighs each quantile by the levels that it speaks for', () => {
    const weights = meanWeights(trained);
    for (const [place, weight] of [0.3, 0.4, 0.3].entries()) {
      expect(weights[place]).toBeCloseTo(weight, 12);
    }
  });

  it('gives the mean of a uniform distribution nearly, and all of the weight to a single level', () => {
    const levels = Array.from({ length: 19 }, (_, index) => (index + 1) / 20);
    const mean = meanWeights(levels).reduce(
      (sum, weight, place) => sum + weight * levels[place]!,
      0,
    );
    expect(mean).toBeCloseTo(0.5, 12);
    expect(meanWeights([0.5])).toEqual([1]);
  });
});
