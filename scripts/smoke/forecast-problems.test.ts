import { dateOf, periodOf } from '#core/calendar';
import fc from 'fast-check';
import { expect, test } from 'vitest';

import { type AnsweredForecast, forecastProblems } from './forecast-problems.ts';

const calendar = { frequency: 'daily', weekStartsOn: 1 } as const;
const expected = { calendar, horizon: 2, quantileLevels: [0.1, 0.9] };

const good: AnsweredForecast = {
  item: { key: 'A' },
  cutoff: '2026-02-28',
  dates: ['2026-03-01', '2026-03-02'],
  mean: [1, 2],
  median: [1, 1],
  quantiles: [
    { level: 0.1, values: [0, 0] },
    { level: 0.9, values: [0, 3] },
  ],
};

test('a forecast that makes sense has no problem', () => {
  expect(forecastProblems(good, expected)).toEqual([]);
});

const [low, high] = good.quantiles;

test.each([
  ['dates that skip a day', { dates: ['2026-03-01', '2026-03-03'] }, 'dates are not the 2 periods'],
  ['dates that start late', { dates: ['2026-03-02', '2026-03-03'] }, 'dates are not the 2 periods'],
  ['a short column', { mean: [1] }, 'a column has not 2 values'],
  ['a negative value', { median: [1, -1] }, 'negative or not finite'],
  ['a value that is no number', { mean: [1, Number.NaN] }, 'negative or not finite'],
  ['a missing level', { quantiles: [low!] }, 'levels are 0.1, asked were 0.1,0.9'],
  [
    'quantiles that cross',
    { quantiles: [{ level: 0.1, values: [1, 0] }, high!] },
    'quantiles cross',
  ],
])('%s is a problem that names the item', (_, change, problem) => {
  expect(forecastProblems({ ...good, ...change }, expected)).toEqual([
    expect.stringContaining(problem),
  ]);
  expect(forecastProblems({ ...good, ...change }, expected)[0]).toMatch(/^A: /);
});

test('the right dates are accepted at every frequency', () => {
  const frequencies = fc.constantFrom('hourly', 'daily', 'weekly', 'monthly');
  fc.assert(
    fc.property(frequencies, fc.integer({ min: 0, max: 20_000 }), (frequency, day) => {
      const own = { frequency, weekStartsOn: 1 };
      const cutoff = periodOf(own, dateOf(calendar, day));
      const forecast = {
        ...good,
        cutoff: dateOf(own, cutoff),
        dates: [dateOf(own, cutoff + 1), dateOf(own, cutoff + 2)],
      };
      expect(forecastProblems(forecast, { ...expected, calendar: own })).toEqual([]);
    }),
  );
});
