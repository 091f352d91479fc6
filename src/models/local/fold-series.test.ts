import { describe, expect, it } from 'vitest';

import { errorWindow, RollingErrors } from '../../intervals/index.ts';
import { naive } from '../baseline/index.ts';
import { foldSeries } from './fold-series.ts';

const unknown = Number.NaN;

function errorsOf(values: readonly number[], horizon: number, minimumKnown = 1): number[][] {
  const errors = new RollingErrors(horizon);
  const kept = Array.from({ length: horizon }, (): number[] => []);
  const record = errors.record.bind(errors);
  errors.record = (lead, error) => {
    kept[lead]!.push(error);
    record(lead, error);
  };
  const history = Float64Array.from(values);
  foldSeries(naive, naive.start(null, 7), history, minimumKnown, errors);
  return kept;
}

describe('foldSeries', () => {
  it('records the errors of every past cutoff by lead time', () => {
    expect(errorsOf([1, 4, 9, 16], 2)).toEqual([
      [3, 5, 7],
      [8, 12],
    ]);
  });

  it('leaves out unknown targets and cutoffs that have seen too little', () => {
    expect(errorsOf([1, unknown, 9, 16], 1)).toEqual([[8, 7]]);
    expect(errorsOf([1, 4, 9, 16], 1, 3)).toEqual([[7]]);
  });

  it('keeps the errors of the most recent targets at every lead time', () => {
    const squares = Array.from({ length: 150 }, (_, index) => index ** 2);
    const [one, , three] = errorsOf(squares, 3);
    expect([one!.length, three!.length]).toEqual([errorWindow, errorWindow]);
    expect(one!.at(-1)).toBe(149 ** 2 - 148 ** 2);
    expect(three!.at(-1)).toBe(149 ** 2 - 146 ** 2);
    expect(one![0]).toBe(46 ** 2 - 45 ** 2);
  });

  it('spreads the cutoffs of a long history over five times as many periods', () => {
    const squares = Array.from({ length: 900 }, (_, index) => index ** 2);
    const [one] = errorsOf(squares, 1);
    expect(one).toHaveLength(errorWindow);
    expect(one!.at(-1)! - one!.at(-2)!).toBe(10);
  });

  it('records nothing of a history without a past cutoff', () => {
    expect(errorsOf([], 2)).toEqual([[], []]);
    expect(errorsOf([5], 2)).toEqual([[], []]);
  });
});
