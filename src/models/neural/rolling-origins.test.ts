import { describe, expect, it } from 'vitest';

import type { WindowTransform } from './fill-window.ts';
import { holdOut } from './rolling-origins.ts';
import { scoreForecasts } from './score-forecasts.ts';

const shape = { inputSize: 4, horizon: 2 };
const transform: WindowTransform = { scale: 'last', recentSize: 2, link: 'identity' };
const series = [Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), Float64Array.of(9, 9, 9)];

const rounded = (shares: Float32Array, demand: (share: number) => number): number[] =>
  Array.from(shares, (share) => Math.round(demand(share)));

describe('holdOut', () => {
  it('keeps every target from the training and reads each origin as it was', () => {
    const { training, origins } = holdOut(series, shape, transform, 2);
    expect(training).toEqual([Float64Array.of(1, 2, 3, 4)]);
    expect(origins.map(({ levels }) => [...levels])).toEqual([[4], [6]]);
    const [, last] = origins;
    expect(rounded(last!.targets, (share) => share * 6)).toEqual([7, 8]);
    expect(rounded(last!.inputs, (share) => share * 6 + 6)).toEqual([3, 4, 5, 6]);
  });

  it('holds out nothing where no origin is asked for', () => {
    expect(holdOut(series, shape, transform, 0)).toEqual({ training: series, origins: [] });
  });
});

describe('scoreForecasts', () => {
  const { origins } = holdOut(series.slice(0, 1), shape, transform, 1);
  const batch = origins[0]!;

  it('is zero for the truth, whatever the loss', () => {
    const truth = [{ batch, demand: Float64Array.of(7, 8) }];
    for (const kind of ['smape', 'absolute', 'squared'] as const) {
      expect(scoreForecasts({ kind }, truth)).toBeCloseTo(0, 6);
    }
  });

  it('is the mean loss over periods, in units of the level', () => {
    const wrong = [{ batch, demand: Float64Array.of(4, 8) }];
    expect(scoreForecasts({ kind: 'smape' }, wrong)).toBeCloseTo((2 * 3) / 11 / 2, 6);
    expect(scoreForecasts({ kind: 'absolute' }, wrong)).toBeCloseTo(3 / 6 / 2, 6);
    expect(scoreForecasts({ kind: 'squared' }, wrong)).toBeCloseTo(0.25 / 2, 6);
  });

  it('weighs both sides of a quantile', () => {
    const demand = Float64Array.of(4, 8, 10, 8);
    const score = scoreForecasts({ kind: 'pinball', levels: [0.1, 0.9] }, [{ batch, demand }]);
    expect(score).toBeCloseTo((0.1 * 3 + 0.1 * 3) / 6 / 4, 6);
  });

  it('is zero where nothing has a target', () => {
    expect(scoreForecasts({ kind: 'absolute' }, [])).toBe(0);
  });
});
