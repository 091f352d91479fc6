import { expect, test } from 'vitest';

import { foldRuns } from './fold-runs.ts';

const nan = Number.NaN;

/** Rows of one period: demand and price of each. */
const rows = (...pairs: (readonly [demand: number, price: number])[]) => ({
  periods: new Int32Array(pairs.length).fill(4),
  demand: Float64Array.from(pairs, ([demand]) => demand),
  prices: Float64Array.from(pairs, ([, price]) => price),
});

test('weighs prices by what was sold at them, not by returns', () => {
  const { demand, prices } = foldRuns(1, rows([3, 10], [1, 20], [-2, 99], [nan, 50]), 'sum');
  expect([...demand]).toEqual([2]);
  expect([...prices]).toEqual([12.5]);
});

test('takes the plain mean of prices where nothing was sold', () => {
  expect([...foldRuns(1, rows([0, 10], [nan, 20], [0, nan]), 'mean').prices]).toEqual([15]);
});

test('knows nothing where no row does', () => {
  const { demand, prices, duplicates } = foldRuns(1, rows([nan, nan], [nan, nan]), 'sum');
  expect([...demand, ...prices]).toEqual([nan, nan]);
  expect(duplicates).toBe(1);
});

test('has no values without rows', () => {
  expect(foldRuns(7, rows(), 'last')).toEqual({
    item: 7,
    startPeriod: 0,
    demand: new Float32Array(0),
    prices: new Float32Array(0),
    duplicates: 0,
  });
});
