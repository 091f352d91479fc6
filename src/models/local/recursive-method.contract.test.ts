import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { drift, movingAverage, naive, naiveTwo, seasonalNaive } from '../baseline/index.ts';
import { simpleExponentialSmoothing, weekdayAverage } from '../baseline/index.ts';
import { comb, etsAuto, medianEnsemble } from '../combination/index.ts';
import { croston, crostonOptimised, crostonSba, imapa, tsb } from '../intermittent/index.ts';
import { dynamicTheta, etsAada, etsAnm, holt, optimisedSmoothing } from '../smoothing/index.ts';
import { optimisedTheta, profileSmoothing } from '../smoothing/index.ts';
import type { RecursiveMethod } from './recursive-method.ts';

const methods: readonly RecursiveMethod<unknown, unknown>[] = [
  ...[naive, drift, movingAverage, seasonalNaive, weekdayAverage, simpleExponentialSmoothing],
  ...[naiveTwo, optimisedSmoothing, profileSmoothing, holt, etsAada, etsAnm],
  ...[optimisedTheta, dynamicTheta, croston, crostonOptimised, crostonSba, tsb, imapa],
  ...[comb, etsAuto, medianEnsemble],
];
const season = 7;

const value = fc.oneof(
  { weight: 5, arbitrary: fc.integer({ min: 0, max: 9 }) },
  { weight: 1, arbitrary: fc.constant(Number.NaN) },
);

describe.each(methods)('$name', (method) => {
  it('moves by a range as by its values one after the other, and leaves what lies outside alone', () => {
    fc.assert(
      fc.property(fc.array(value, { maxLength: 90 }), fc.nat(90), (numbers, cut) => {
        const values = Float64Array.from(numbers);
        const parameters = method.tune(values, season);
        const whole = method.start(parameters, season);
        const split = method.start(parameters, season);
        method.observe(whole, values, 0, values.length);
        const middle = Math.min(cut, values.length);
        method.observe(split, values, 0, middle);
        for (let index = middle; index < values.length; index += 1) {
          method.observe(split, values, index, index + 1);
        }
        expect(split).toEqual(whole);
        expect(values).toEqual(Float64Array.from(numbers));
      }),
      { numRuns: 40 },
    );
  });
});
