import { describe, expect, it } from 'vitest';

import { combineMembers } from './combine-members.ts';

describe('combineMembers', () => {
  const members = [Float64Array.of(1, 10), Float64Array.of(2, 40), Float64Array.of(9, 10)];

  it('takes the mean or the median of each value', () => {
    expect(combineMembers(members, 'mean')).toEqual(Float64Array.of(4, 20));
    expect(combineMembers(members, 'median')).toEqual(Float64Array.of(2, 10));
    expect(combineMembers(members.slice(1), 'median')).toEqual(Float64Array.of(5.5, 25));
  });

  it('leaves a single member and its forecasts as they are', () => {
    expect(combineMembers(members.slice(2), 'median')).toEqual(members[2]);
    expect(members[2]).toEqual(Float64Array.of(9, 10));
  });

  it('needs a member', () => {
    expect(() => combineMembers([], 'mean')).toThrow('at least one member');
  });
});
