import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { forecastQuantiles } from './forecast-quantiles.ts';
import { type IntervalKind, intervalKinds } from './interval-kinds.ts';
import { errorsPerLead, leadsPerGroup } from './past-cutoffs.ts';
import { PastErrors } from './past-errors.ts';
import { recordError } from './testing/record-error.ts';

interface Question {
  /** Errors by group of lead times. */
  readonly groups: readonly (readonly number[])[];
  readonly point: readonly number[];
  readonly levels: readonly number[];
  readonly kind?: IntervalKind;
  readonly wholeUnits?: boolean;
}

/** The answer for the first lead time of each group, level by level. */
function quantilesOf(question: Question): number[] {
  const { groups, point, levels, kind = 'signed-conformal', wholeUnits = false } = question;
  const errors = new PastErrors(groups.length * leadsPerGroup, intervalKinds[kind]);
  errors.begin(0);
  for (const [group, row] of groups.entries()) {
    for (const error of row) recordError(errors, group * leadsPerGroup, error, 0);
  }
  const everyLead = Float64Array.from(
    { length: groups.length * leadsPerGroup },
    (_, lead) => point[Math.floor(lead / leadsPerGroup)]!,
  );
  const out = new Float64Array(everyLead.length * levels.length);
  forecastQuantiles({ point: everyLead, errors, wholeUnits }, levels, out);
  return Array.from(out).filter((_, index) => index % leadsPerGroup === 0);
}

const range = (from: number, to: number) =>
  Array.from({ length: to - from + 1 }, (_, index) => from + index);

describe('forecastQuantiles', () => {
  it('adds the error of rank (n + 1) * level to the point', () => {
    // 39 errors -19 .. 19: rank 4 is -16, rank 20 is 0, rank 36 is 16.
    expect(quantilesOf({ groups: [range(-19, 19)], point: [50], levels: [0.1, 0.5, 0.9] })).toEqual(
      [34, 50, 66],
    );
  });

  it('goes by straight line between two ranks and stops at the extremes', () => {
    expect(quantilesOf({ groups: [range(1, 20)], point: [0], levels: [0.01, 0.5, 0.99] })).toEqual([
      1, 10.5, 20,
    ]);
  });

  it('keeps groups of lead times apart where each has enough errors', () => {
    const wide = range(-20, 20).map((error) => error * 3);
    const question = { groups: [range(-20, 20), wide], point: [100, 100], levels: [0.5, 0.75] };
    expect(quantilesOf(question)).toEqual([100, 100, 110.5, 131.5]);
  });

  it('answers every lead time of a group from the errors of all of them', () => {
    const errors = new PastErrors(leadsPerGroup, intervalKinds['signed-conformal']);
    errors.begin(1);
    for (const [index, error] of range(-19, 19).entries()) {
      recordError(errors, index % leadsPerGroup, error, 0);
    }
    const point = new Float64Array(leadsPerGroup).fill(50);
    const out = new Float64Array(leadsPerGroup);
    forecastQuantiles({ point, errors, wholeUnits: false }, [0.9], out);
    expect(out).toEqual(new Float64Array(leadsPerGroup).fill(66));
  });

  it('pools all lead times where a group has few errors', () => {
    const alone = quantilesOf({ groups: [range(-20, 20)], point: [100], levels: [0.25] });
    const question = { groups: [range(-20, 20), []], point: [100, 100], levels: [0.25] };
    expect(quantilesOf(question)).toEqual([...alone, ...alone]);
  });

  it('is wide where it knows no error, and zero for a point of zero', () => {
    const levels = [0.1, 0.5, 0.9];
    const [low, middle, high] = quantilesOf({ groups: [[]], point: [16], levels });
    // Deviation sqrt(16 + 8^2), 1.2816 of it each way.
    expect(middle).toBe(16);
    expect(high! - 16).toBeCloseTo(1.2815515655 * Math.sqrt(80), 6);
    expect(16 - low!).toBeCloseTo(high! - 16, 9);
    expect(quantilesOf({ groups: [[]], point: [0], levels: [0.001, 0.999] })).toEqual([0, 0]);
  });

  it('is at least as wide as that beyond few errors', () => {
    const [low, high] = quantilesOf({ groups: [[0, 0, 0]], point: [16], levels: [0.01, 0.99] });
    expect(low).toBe(0);
    expect(high).toBeGreaterThan(30);
    const far = { groups: [[-400, 0, 400]], point: [16], levels: [0.5, 0.99] };
    expect(quantilesOf(far)).toEqual([16, 416]);
  });

  it('rounds whole units to the nearest', () => {
    const errors = [...new Array<number>(60).fill(-0.4), ...new Array<number>(40).fill(0.6)];
    const question = { groups: [errors], point: [0.7], levels: [0.5, 0.9], wholeUnits: true };
    expect(quantilesOf(question)).toEqual([0, 1]);
  });

  it.each(Object.keys(intervalKinds) as IntervalKind[])(
    'is finite, not negative and never decreases with the level: %s',
    (kind) => {
      const error = fc.double({ min: -1e9, max: 1e9, noNaN: true });
      const level = fc.double({ min: 1e-6, max: 1 - 1e-6, noNaN: true });
      fc.assert(
        fc.property(
          fc.array(error, { maxLength: errorsPerLead * leadsPerGroup }),
          fc.double({ min: 0, max: 1e12, noNaN: true }),
          fc.array(level, { minLength: 2, maxLength: 12 }),
          fc.boolean(),
          (errors, point, unordered, wholeUnits) => {
            const levels = unordered.sort((a, b) => a - b);
            const question = { groups: [errors], point: [point], levels, kind, wholeUnits };
            const answer = quantilesOf(question);
            for (const [index, value] of answer.entries()) {
              expect(Number.isFinite(value) && value >= 0).toBe(true);
              expect(value).toBeGreaterThanOrEqual(answer[index - 1] ?? 0);
            }
          },
        ),
      );
    },
  );
});
