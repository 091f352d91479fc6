import { describe, expect, it } from 'vitest';

import { createRandom } from '../math/index.ts';
import { seasonalShift } from './seasonal-shift.ts';

const rule = { effect: 0.2, decision: 6, leastSpread: 0.03, leastWeeks: 2 };

/** Noise of a size, with `shift` added to the newest weeks. */
function figure(weeks: number, spread: number, shift: number, shifted = 4): Float64Array {
  const random = createRandom(3);
  return Float64Array.from(
    { length: weeks },
    (_, week) => spread * random.normal() + (week >= weeks - shifted ? shift : 0),
  );
}

describe('seasonalShift', () => {
  it('finds a shift to either side', () => {
    expect(seasonalShift(figure(68, 0.05, 0.3), rule, 10)!.effect).toBeCloseTo(0.3, 1);
    expect(seasonalShift(figure(68, 0.05, -0.3), rule, 10)!.effect).toBeCloseTo(-0.3, 1);
  });

  it('counts the weeks of a shift', () => {
    expect(seasonalShift(figure(68, 0.02, 0.4, 3), rule, 10)!.weeks).toBe(3);
  });

  it('waits until a shift has lasted', () => {
    expect(seasonalShift(figure(68, 0.02, 0.9, 1), rule, 10)).toBeNull();
  });

  it('leaves small and uncertain shifts alone', () => {
    expect(seasonalShift(figure(68, 0.02, 0.15), rule, 10)).toBeNull();
    expect(seasonalShift(figure(68, 0.3, 0.3), rule, 10)).toBeNull();
  });

  it('asks for more where more segments are looked at', () => {
    const figures = figure(68, 0.06, 0.3);
    expect(seasonalShift(figures, { ...rule, decision: 5 }, 10)).not.toBeNull();
    expect(seasonalShift(figures, { ...rule, decision: 5 }, 1e6)).toBeNull();
  });

  it('asks for a larger shift where there is no year before', () => {
    expect(seasonalShift(figure(40, 0.02, 0.25), rule, 10)).toBeNull();
    expect(seasonalShift(figure(40, 0.02, 0.4), rule, 10)).not.toBeNull();
  });

  it('says nothing without enough earlier checks', () => {
    expect(seasonalShift(figure(20, 0.02, 2), rule, 10)).toBeNull();
  });

  it('passes over unknown weeks', () => {
    const figures = figure(68, 0.05, 0.4);
    figures[65] = Number.NaN;
    expect(seasonalShift(figures, rule, 10)!.effect).toBeCloseTo(0.4, 1);
  });
});
