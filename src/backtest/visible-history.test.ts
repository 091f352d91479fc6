import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import {
  applyMissingValuePolicy,
  listingWindow,
  missingValuePolicies,
  sliceSeries,
} from '../series/index.ts';
import { demandUnderPolicy } from './demand-under-policy.ts';
import { visibleHistory } from './visible-history.ts';

const values = fc.array(
  fc.oneof(fc.constant(Number.NaN), fc.constant(0), fc.integer({ min: -2, max: 9 })),
  { maxLength: 40 },
);
const policies = fc.constantFrom(...missingValuePolicies);
const cutoffs = fc.integer({ min: 5, max: 60 });
const seriesOf = (numbers: readonly number[]) => ({
  key: 'an item',
  start: 10,
  values: Float64Array.from(numbers),
});

describe('visibleHistory', () => {
  it('shows at every cutoff what a forecast request of that day would have seen', () => {
    fc.assert(
      fc.property(values, policies, cutoffs, (numbers, policy, cutoff) => {
        const stored = seriesOf(numbers);
        const then = sliceSeries(stored, 10, cutoff);
        const served = applyMissingValuePolicy(then, policy, listingWindow(then, null), cutoff);
        const seen = visibleHistory(demandUnderPolicy(stored, policy, 60), policy, cutoff, null);
        expect([...seen.values]).toEqual([...served.values]);
        if (seen.values.length > 0) expect(seen.start).toBe(served.start);
      }),
    );
  });

  it('does not move when the future changes', () => {
    fc.assert(
      fc.property(values, values, policies, (past, future, policy) => {
        const cutoff = 9 + past.length;
        const see = (numbers: readonly number[]) =>
          visibleHistory(demandUnderPolicy(seriesOf(numbers), policy, 90), policy, cutoff, null);
        expect([...see([...past, ...future]).values]).toEqual([...see(past).values]);
      }),
    );
  });

  it('shows the last periods alone under a rolling input', () => {
    const demand = demandUnderPolicy(seriesOf([1, 2, 3, 4, 5]), 'zero', 20);
    expect(visibleHistory(demand, 'zero', 13, 2)).toEqual({
      key: 'an item',
      start: 12,
      values: Float64Array.of(3, 4),
    });
  });
});
