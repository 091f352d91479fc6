import { describe, expect, it } from 'vitest';

import { buildHierarchy, parseLevel } from '../hierarchy/index.ts';
import { chooseBest, segmentScores } from './index.ts';

describe('chooseBest', () => {
  it('takes the lowest score and names the next', () => {
    const candidates = [
      { model: 'a', score: 0.8 },
      { model: 'b', score: 0.7 },
      { model: 'c', score: null },
    ];
    expect(chooseBest(candidates)).toEqual({
      model: 'b',
      score: 0.7,
      runnerUp: { model: 'a', score: 0.8 },
    });
  });

  it('takes the earlier of equals', () => {
    const equal = ['first', 'second'].map((model) => ({ model, score: 1 }));
    expect(chooseBest(equal)?.model).toBe('first');
  });

  it('chooses nothing where no score is defined', () => {
    expect(chooseBest([{ model: 'a', score: null }])).toBeNull();
    expect(chooseBest([{ model: 'a', score: 1 }])?.runnerUp).toBeNull();
  });
});

describe('segmentScores', () => {
  const { levels } = buildHierarchy(
    ['CA', 'TX', 'CA', 'WI'].map((state, item) => ({ key: `${item}`, attributes: { state } })),
    [parseLevel('state')],
  );
  const window = {
    demand: {
      count: Float64Array.of(2, 2, 2, 0),
      actual: Float64Array.of(10, 4, 10, 0),
      absoluteActual: Float64Array.of(10, 4, 10, 0),
    },
    sums: {
      error: Float64Array.of(1, -2, 1, 0),
      absoluteError: Float64Array.of(3, 2, 5, 0),
      squaredError: Float64Array.of(9, 4, 25, 0),
      medianAbsoluteError: Float64Array.of(2, 1, 4, 0),
    },
  };

  it('pools the items of each segment over all windows', () => {
    expect(segmentScores(levels[0]!, [window, window])).toEqual([
      { wape: 0.3, wapeMean: 0.4, bias: 0.1 },
      { wape: 0.25, wapeMean: 0.5, bias: -0.5 },
      { wape: null, wapeMean: null, bias: null },
    ]);
  });
});
