import { describe, expect, it } from 'vitest';

import { countsWholeUnits } from './counts-whole-units.ts';

describe('countsWholeUnits', () => {
  it.each([
    [[0, 3, 12], true],
    [[0, Number.NaN, 2], true],
    [[], true],
    [[1, 0.5], false],
  ])('of %j is %s', (values, whole) => {
    expect(countsWholeUnits(Float64Array.from(values))).toBe(whole);
  });
});
