import { expect, test } from 'vitest';

import { comparedWape } from './compared-wape.ts';
import { type LeadSums, noLeadSums } from './lead-sums.ts';

function sumsOf(demand: readonly number[], errors: readonly number[]): LeadSums {
  return {
    ...noLeadSums(demand.length),
    absoluteActual: Float64Array.from(demand),
    medianAbsoluteError: Float64Array.from(errors),
  };
}

const past = sumsOf([100, 100, 100], [10, 20, 60]);

test('what was to be expected is the past error of each lead time, weighed by the demand there', () => {
  const compared = comparedWape(sumsOf([30, 10, 0], [6, 2, 0]), past)!;
  expect(compared.wape).toBeCloseTo(8 / 40, 12);
  expect(compared.expected).toBeCloseTo((30 * 0.1 + 10 * 0.2) / 40, 12);
});

test('lead times that one side does not have count for neither', () => {
  const compared = comparedWape(
    sumsOf([10, 10, 10, 10], [1, 1, 1, 100]),
    sumsOf([0, 50, 50], [9, 5, 10]),
  );
  expect(compared).toEqual({ wape: 0.1, expected: expect.closeTo(0.15, 12) as number });
});

test('without demand there is nothing to compare', () => {
  expect(comparedWape(sumsOf([0, 0], [5, 5]), past)).toBeNull();
});
