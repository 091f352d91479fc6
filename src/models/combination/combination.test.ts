import { describe, expect, it } from 'vitest';

import { naive, seasonalNaive } from '../baseline/index.ts';
import { forecastOf } from '../testing/run-method.ts';
import { combine } from './combine.ts';
import { etsAuto, medianEnsemble } from './index.ts';

describe('a combination', () => {
  const sum = combine({
    name: 'sum',
    description: 'Adds two forecasts.',
    members: [naive, seasonalNaive],
    centre: (forecasts) => forecasts.reduce((total, forecast) => total + forecast, 0),
  });

  it('gives the members’ forecasts of one period to its centre', () => {
    expect(forecastOf(sum, [1, 2, 3, 4, 5, 6, 7], 7, 3)).toEqual([8, 9, 10]);
  });

  it('needs and remembers as much as its most demanding member', () => {
    expect([sum.minimumLength(7), sum.memory(52)]).toEqual([7, 104]);
  });
});

describe('the median ensemble', () => {
  it('lies between its members', () => {
    const weeks = Array.from({ length: 140 }, (_, day) => (day % 7 === 6 ? 10 : 2 + (day % 3)));
    const [sunday] = forecastOf(medianEnsemble, weeks.slice(0, -1), 7, 1);
    expect(sunday).toBeGreaterThan(5);
    expect(sunday).toBeLessThan(10.5);
  });
});

describe('ets-auto', () => {
  const chosen = (values: readonly number[]) => etsAuto.tune(Float64Array.from(values), 7).model;
  const noise = Array.from({ length: 140 }, (_, day) => ((day * day * 7919) % 101) / 10);

  it('takes the level alone where there is nothing else', () => {
    expect(chosen(noise)).toBe(0);
    expect(chosen([])).toBe(0);
    expect(chosen(new Array<number>(90).fill(3))).toBe(0);
  });

  it('finds a trend and a season where there is one', () => {
    expect(chosen(noise.map((value, day) => value + (day < 70 ? 2 * day : 140)))).toBe(3);
    expect(chosen(noise.map((value, day) => value + (day % 7 === 6 ? 40 : 0)))).toBe(1);
  });

  it('takes factors where the season grows with the level', () => {
    const growing = noise.map((value, day) => (20 + day + value) * (day % 7 === 6 ? 3 : 1));
    expect(chosen(growing)).toBe(2);
  });
});
