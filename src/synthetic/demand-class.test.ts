import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { demandPattern } from './demand-class.ts';

const sizes = fc.array(fc.integer({ min: 0, max: 50 }), { minLength: 1, maxLength: 60 });

describe('demandPattern', () => {
  it('computes interval and variation from the first sale to the end', () => {
    // From the first sale on: 2, 0, 4, 0, 0, 0. Sizes 2 and 4: mean 3, population variance 1.
    const pattern = demandPattern([0, 0, 2, 0, 4, 0, 0, 0]);
    expect(pattern?.averageInterval).toBe(3);
    expect(pattern?.squaredVariation).toBeCloseTo(1 / 9, 12);
    expect(pattern?.zeroShare).toBeCloseTo(4 / 6, 12);
  });

  it.each([
    ['smooth', [5, 6, 5, 6]],
    ['erratic', [1, 1, 1, 20]],
    ['intermittent', [3, 0, 0, 3, 0, 3]],
    ['lumpy', [1, 0, 0, 1, 0, 0, 30]],
  ])('calls demand %s', (expected, demand) => {
    expect(demandPattern(demand)?.class).toBe(expected);
  });

  it('counts the cut-off values themselves as regular', () => {
    expect(demandPattern([1, 1, 1, 0])?.class).toBe('smooth');
  });

  it('has no pattern without a sale', () => {
    expect(demandPattern([])).toBeNull();
    expect(demandPattern([0, Number.NaN, 0])).toBeNull();
  });

  it('does not count unknown values', () => {
    expect(demandPattern([2, Number.NaN, 0, 4])).toEqual(demandPattern([2, 0, 4]));
  });

  it('depends neither on the unit of measure nor on what came before the first sale', () => {
    fc.assert(
      fc.property(
        sizes,
        fc.nat({ max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        (demand, lead, factor) => {
          const scaled = [...Array<number>(lead).fill(0), ...demand.map((value) => value * factor)];
          const [plain, other] = [demandPattern(demand), demandPattern(scaled)];
          expect(other?.class).toBe(plain?.class);
          expect(other?.averageInterval).toBe(plain?.averageInterval);
          expect(other?.squaredVariation ?? 0).toBeCloseTo(plain?.squaredVariation ?? 0, 9);
        },
      ),
    );
  });
});
