import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { bracketOf, sharedInside } from './tie-shared.ts';

const levels = [0.005, 0.025, 0.1, 0.165, 0.25, 0.5, 0.75, 0.835, 0.9, 0.975, 0.995];

/** Probabilities of 0, 1, 2, ... for a mean and a shape; Poisson for an infinite shape, negative binomial for another. */
function countProbabilities(mean: number, shape: number): number[] {
  const chances = [shape === Infinity ? Math.exp(-mean) : Math.pow(shape / (shape + mean), shape)];
  for (let count = 1; count < 400; count += 1) {
    const growth =
      shape === Infinity ? mean / count : (((count - 1 + shape) / count) * mean) / (shape + mean);
    chances.push(chances.at(-1)! * growth);
  }
  return chances;
}

function cumulated(chances: readonly number[]): number[] {
  let total = 0;
  return chances.map((chance) => (total += chance));
}

/** The coverage to be expected when demand follows the very distribution that was forecast. */
function expectedCoverage(
  chances: readonly number[],
  share: (count: number, upTo: readonly number[]) => number,
): number {
  const upTo = cumulated(chances);
  return chances.reduce((sum, chance, count) => sum + chance * share(count, upTo), 0);
}

describe('sharedInside', () => {
  it('is nominal for a perfect forecast of counts, where closed intervals hold more', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.02, max: 30, noNaN: true }),
        fc.constantFrom(0.3, 1, 4, Infinity),
        fc.constantFrom([0.1, 0.9] as const, [0.025, 0.975] as const, [0.25, 0.75] as const),
        (mean, shape, [lower, upper]) => {
          const coverage = expectedCoverage(countProbabilities(mean, shape), (count, upTo) =>
            sharedInside({ below: upTo[count - 1] ?? 0, upTo: upTo[count]! }, lower, upper),
          );
          expect(coverage).toBeCloseTo(upper - lower, 6);
        },
      ),
    );
    const rare = countProbabilities(0.2, Infinity);
    const closed = expectedCoverage(rare, (count) => (count <= 1 ? 1 : 0));
    expect(closed).toBeGreaterThan(0.98);
  });

  it('is all or nothing for a value without mass', () => {
    expect(sharedInside({ below: 0.3, upTo: 0.3 }, 0.1, 0.9)).toBe(1);
    expect(sharedInside({ below: 0.95, upTo: 0.95 }, 0.1, 0.9)).toBe(0);
  });
});

describe('bracketOf', () => {
  const table = {
    levels: [0.1, 0.25, 0.5, 0.75, 0.9],
    values: Float64Array.of(0, 0, 2, 2, 7),
    width: 1,
  };

  it('reaches halfway to the next levels on both sides, and to nothing for zero', () => {
    expect(bracketOf(table, 0, 0)).toEqual({ below: 0, upTo: 0.375 });
    expect(bracketOf(table, 0, 2)).toEqual({ below: 0.375, upTo: 0.825 });
    expect(bracketOf(table, 0, 7)).toEqual({ below: 0.825, upTo: 0.95 });
  });

  it('lies between two levels for a value that is no quantile', () => {
    expect(bracketOf(table, 0, 1)).toEqual({ below: 0.25, upTo: 0.5 });
    expect(bracketOf(table, 0, 9)).toEqual({ below: 0.9, upTo: 1 });
  });

  it('is true to a point of coverage over items of many rates', () => {
    const rates = [0.05, 0.1, 0.2, 0.4, 0.7, 1, 1.5, 2, 3, 5, 8, 15, 40];
    for (const [lower, upper] of [
      [0.1, 0.9],
      [0.025, 0.975],
    ] as const) {
      for (const shape of [1, Infinity]) {
        const coverages = rates.map((rate) => {
          const chances = countProbabilities(rate, shape);
          const upTo = cumulated(chances);
          const values = Float64Array.from(levels, (level) =>
            upTo.findIndex((probability) => probability >= level),
          );
          return expectedCoverage(chances, (count) =>
            sharedInside(bracketOf({ levels, values, width: 1 }, 0, count), lower, upper),
          );
        });
        const mean = coverages.reduce((sum, one) => sum + one, 0) / coverages.length;
        expect(Math.abs(mean - (upper - lower))).toBeLessThan(0.01);
      }
    }
  });
});
