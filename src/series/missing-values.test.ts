import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { listingWindow } from './listing-window.ts';
import { applyMissingValuePolicy, missingValuePolicies } from './missing-values.ts';
import type { Series } from './series.ts';

const unknown = Number.NaN;
const of = (start: number, ...values: number[]): Series => ({
  key: 'a',
  start,
  values: Float64Array.from(values),
});
const listed = { from: 11, lastPriced: null };

describe('applyMissingValuePolicy', () => {
  const gaps = of(10, 0, unknown, 3, unknown, 5);

  it('fills zeros from the listing to the cutoff', () => {
    expect(applyMissingValuePolicy(gaps, 'zero', listed, 16)).toEqual(of(11, 0, 3, 0, 5, 0, 0));
  });

  it('repeats the last known value, and leaves what comes before the first unknown', () => {
    expect(applyMissingValuePolicy(gaps, 'forward-fill', listed, 15)).toEqual(
      of(11, unknown, 3, 3, 5, 5),
    );
  });

  it('moves known values together so that they end at the cutoff', () => {
    expect(applyMissingValuePolicy(gaps, 'drop', listed, 16)).toEqual(of(15, 3, 5));
  });

  it('keeps unknown values unknown, up to the cutoff', () => {
    expect(applyMissingValuePolicy(gaps, 'keep-unknown', listed, 15)).toEqual(
      of(11, unknown, 3, unknown, 5, unknown),
    );
  });

  it('leaves out what lies after the cutoff', () => {
    expect(applyMissingValuePolicy(gaps, 'keep-unknown', listed, 12)).toEqual(of(11, unknown, 3));
    expect(applyMissingValuePolicy(gaps, 'zero', listed, 5)).toEqual(of(6));
  });

  it('is empty for an item of which nothing is known', () => {
    const nothing = { from: null, lastPriced: null };
    for (const policy of missingValuePolicies) {
      expect(applyMissingValuePolicy(of(0), policy, nothing, 9)).toEqual(of(10));
    }
  });

  it('keeps an all-zero history', () => {
    const zeros = of(3, 0, 0, 0);
    for (const policy of missingValuePolicies) {
      expect(applyMissingValuePolicy(zeros, policy, listingWindow(zeros, null), 5)).toEqual(zeros);
    }
  });

  it('starts before the first value where a price says that the item was listed', () => {
    const earlier = { from: 8, lastPriced: 12 };
    expect(applyMissingValuePolicy(of(10, 2), 'zero', earlier, 10)).toEqual(of(8, 0, 0, 2));
  });

  it('does not write into its argument, ends at the cutoff and looks at nothing after it', () => {
    const value = fc.oneof(fc.constant(unknown), fc.integer({ min: 0, max: 3 }));
    const policy = fc.constantFrom(...missingValuePolicies);
    fc.assert(
      fc.property(
        fc.array(value),
        policy,
        fc.integer({ min: -3, max: 20 }),
        (values, name, cutoff) => {
          const series = of(0, ...values);
          const visible = of(0, ...values.slice(0, Math.max(0, cutoff + 1)));
          const window = listingWindow(visible, null);
          const answer = applyMissingValuePolicy(series, name, window, cutoff);
          expect(series.values).toEqual(Float64Array.from(values));
          expect(answer.start + answer.values.length).toBe(cutoff + 1);
          expect(applyMissingValuePolicy(visible, name, window, cutoff)).toEqual(answer);
        },
      ),
    );
  });
});
