import { describe, expect, it } from 'vitest';

import { errorsPerLead, intervalKinds, PastErrors } from '../../intervals/index.ts';
import { naive } from '../baseline/index.ts';
import { foldSeries } from './fold-series.ts';

const unknown = Number.NaN;

function errorsOf(values: readonly number[], horizon: number, minimumKnown = 1): number[][] {
  const errors = new PastErrors(horizon, intervalKinds['signed-conformal']);
  errors.begin(1);
  const kept = Array.from({ length: horizon }, (): number[] => []);
  const record = errors.record.bind(errors);
  errors.record = (forecast, leads, actual, at) => {
    for (let lead = leads.fromLead; lead < leads.toLead; lead += 1) {
      const error = actual[at + lead]! - forecast[lead]!;
      if (!Number.isNaN(error)) kept[lead]!.push(error);
    }
    record(forecast, leads, actual, at);
  };
  const history = Float64Array.from(values);
  const state = foldSeries(naive, naive.start(null, 7), history, minimumKnown, errors);
  expect(state.last).toBe(values.findLast((value) => !Number.isNaN(value)) ?? 0);
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
    expect(errorsOf([1, 4, 9, 16], 1, 5)).toEqual([[]]);
  });

  it('keeps the errors of the most recent targets at every lead time', () => {
    const squares = Array.from({ length: 40 }, (_, index) => index ** 2);
    const [one, , three] = errorsOf(squares, 3);
    expect([one!.length, three!.length]).toEqual([errorsPerLead, errorsPerLead]);
    expect(one!.at(-1)).toBe(39 ** 2 - 38 ** 2);
    expect(three!.at(-1)).toBe(39 ** 2 - 36 ** 2);
    expect(one![0]).toBe(19 ** 2 - 18 ** 2);
  });

  it('spreads the cutoffs of a long history over a year of days', () => {
    const squares = Array.from({ length: 900 }, (_, index) => index ** 2);
    const [one] = errorsOf(squares, 1);
    expect(one).toHaveLength(errorsPerLead);
    expect(one!.at(-1)! - one!.at(-2)!).toBe(2 * 17);
  });

  it('records nothing of a history without a past cutoff', () => {
    expect(errorsOf([], 2)).toEqual([[], []]);
    expect(errorsOf([5], 2)).toEqual([[], []]);
  });
});
