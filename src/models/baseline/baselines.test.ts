import { describe, expect, it } from 'vitest';

import type { RecursiveMethod } from '../local/index.ts';
import {
  drift,
  movingAverage,
  naive,
  seasonalNaive,
  simpleExponentialSmoothing,
  weekdayAverage,
} from './index.ts';

const unknown = Number.NaN;

function run<Parameters, State>(
  method: RecursiveMethod<Parameters, State>,
  values: readonly number[],
  season: number,
  horizon: number,
): number[] {
  const history = Float64Array.from(values);
  const state = method.start(method.tune(history, season), season);
  method.observe(state, history, 0, history.length);
  const out = new Float64Array(horizon + 2).fill(-1);
  method.predict(state, horizon, out, 1);
  const again = new Float64Array(horizon);
  method.predict(state, horizon, again, 0);
  expect(again).toEqual(out.subarray(1, horizon + 1));
  expect([out[0], out.at(-1)]).toEqual([-1, -1]);
  return Array.from(out.subarray(1, horizon + 1));
}

function repeat(values: readonly number[], times: number): number[] {
  return Array.from({ length: times }, () => values).flat();
}

describe('naive', () => {
  it('repeats the last known value', () => {
    expect(run(naive, [1, 5, unknown], 7, 3)).toEqual([5, 5, 5]);
  });
});

describe('seasonal naive', () => {
  it('repeats the last season from the position where it stands', () => {
    expect(run(seasonalNaive, [9, 9, 9, 1, 2, 3, 4], 3, 5)).toEqual([2, 3, 4, 2, 3]);
  });

  it('takes the season before where a value is unknown', () => {
    expect(run(seasonalNaive, [1, 2, 3, 10, unknown, 30], 3, 3)).toEqual([10, 2, 30]);
  });

  it('takes the last known value for a position that it never saw', () => {
    expect(run(seasonalNaive, [4, unknown, 6, unknown], 4, 4)).toEqual([4, 6, 6, 6]);
  });
});

describe('moving average', () => {
  it('averages the last 28 days', () => {
    const days = Array.from({ length: 28 }, (_, day) => day);
    expect(run(movingAverage, [500, ...days], 7, 2)).toEqual([13.5, 13.5]);
  });

  it('averages what is known where history is shorter or has gaps', () => {
    expect(run(movingAverage, [1, unknown, 5], 7, 2)).toEqual([3, 3]);
  });

  it.each([
    [7, 28],
    [24, 24],
    [52, 52],
    [12, 24],
  ])('at a season of %d averages %d periods', (season, window) => {
    const values = [...new Array<number>(200).fill(0), ...new Array<number>(window).fill(3)];
    expect(run(movingAverage, values, season, 1)).toEqual([3]);
    expect(run(movingAverage, [0, ...values.slice(0, -1)], season, 1)[0]).toBeLessThan(3);
  });
});

describe('weekday average', () => {
  it('averages the last 8 values of the same weekday', () => {
    const weeks = Array.from({ length: 9 }, (_, week) => [week, 10 * week, 0, 0, 0, 0, 0]).flat();
    // Weeks 1 .. 8: mean 4.5 and 45.
    expect(run(weekdayAverage, weeks, 7, 8)).toEqual([4.5, 45, 0, 0, 0, 0, 0, 4.5]);
  });

  it('keeps the weekday through gaps', () => {
    const week = [1, 2, 3, 4, 5, 6, 7];
    const values = [...repeat(week, 3), unknown, unknown, unknown];
    expect(run(weekdayAverage, values, 7, 4)).toEqual([4, 5, 6, 7]);
  });

  it('gives a position without a value the mean of the others', () => {
    expect(run(weekdayAverage, [2, 4, unknown], 3, 3)).toEqual([2, 4, 3]);
  });

  it('averages three years of weeks, not eight', () => {
    const years = [100, 1, 2, 3].flatMap((level) => new Array<number>(52).fill(level));
    expect(run(weekdayAverage, years, 52, 1)).toEqual([2]);
  });
});

describe('simple exponential smoothing', () => {
  it('moves the level by alpha of each error after a running mean', () => {
    const state = simpleExponentialSmoothing.start({ alpha: 0.3 }, 7);
    simpleExponentialSmoothing.observe(state, Float64Array.of(2, 4, 6, unknown, 8), 0, 5);
    // Mean of 2, 4, 6 is 4; then a third of the way, 1/4 < 0.3: 4 + 0.3 * (8 - 4).
    expect(state.level).toBeCloseTo(5.2, 12);
  });

  it('chooses a large weight for a level that moves and a small one for noise', () => {
    const steps = [...new Array<number>(60).fill(1), ...new Array<number>(60).fill(9)];
    const noise = repeat([0, 3, 0, 1, 5, 0, 2, 0, 0, 4], 12);
    const { alpha: quick } = simpleExponentialSmoothing.tune(Float64Array.from(steps), 7);
    const { alpha: slow } = simpleExponentialSmoothing.tune(Float64Array.from(noise), 7);
    expect(quick).toBe(0.9);
    expect(slow).toBe(0.02);
  });

  it('takes the smallest weight where nothing is known', () => {
    expect(simpleExponentialSmoothing.tune(new Float64Array(0), 7)).toEqual({ alpha: 0.02 });
  });
});

describe('drift', () => {
  it('continues the line through the first and the last known value', () => {
    expect(run(drift, [unknown, 1, 9, 2, 4], 7, 2)).toEqual([5, 6]);
    expect(run(drift, [1, 3, unknown], 7, 2)).toEqual([7, 9]);
    expect(run(drift, [9, 3], 7, 2)).toEqual([0, 0]);
  });
});
