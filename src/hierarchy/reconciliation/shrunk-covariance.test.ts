import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { shrunkCovariance } from './shrunk-covariance.ts';

const finite = fc.double({ min: -9, max: 9, noNaN: true });

describe('shrunkCovariance', () => {
  it('agrees with the estimator written down directly', () => {
    const [rows, periods] = [3, 6];
    fc.assert(
      fc.property(fc.array(finite, { minLength: 18, maxLength: 18 }), (numbers) => {
        const values = Float64Array.from(numbers, (number) => number + 0.001);
        const x = Array.from({ length: rows }, (_, row) => [
          ...values.slice(row * periods, (row + 1) * periods),
        ]);
        const mean = (list: readonly number[]) =>
          list.reduce((sum, one) => sum + one, 0) / list.length;
        const deviation = x.map((row) => Math.sqrt(mean(row.map((one) => one * one))));
        const z = x.map((row, i) => row.map((one) => one / deviation[i]!));
        const pairs = [0, 1, 2].flatMap((i) =>
          [0, 1, 2].filter((j) => j !== i).map((j) => [i, j] as const),
        );
        let noise = 0;
        let signal = 0;
        for (const [i, j] of pairs) {
          const products = z[i]!.map((one, t) => one * z[j]![t]!);
          const r = mean(products);
          noise += mean(products.map((one) => (one - r) ** 2)) / (periods - 1);
          signal += r * r;
        }
        const expected = Math.min(1, noise / signal);
        const { matrix, intensity } = shrunkCovariance({ values, periods }, rows);
        expect(intensity).toBeCloseTo(expected, 9);
        for (const [i, j] of pairs) {
          const covariance = mean(x[i]!.map((one, t) => one * x[j]![t]!));
          expect(matrix[i * rows + j]).toBeCloseTo((1 - expected) * covariance, 9);
        }
      }),
    );
  });

  it('shrinks independent errors far and equal errors hardly', () => {
    const periods = 200;
    const wave = Float64Array.from({ length: periods }, (_, t) => Math.sin(t * 1.7));
    const other = Float64Array.from({ length: periods }, (_, t) => Math.cos(t * 0.9));
    const together = (one: Float64Array, two: Float64Array) =>
      shrunkCovariance({ values: Float64Array.of(...one, ...two), periods }, 2).intensity;
    expect(together(wave, wave)).toBeLessThan(0.01);
    expect(together(wave, other)).toBeGreaterThan(0.5);
  });

  it('gives a row without errors the smallest variance of the others', () => {
    const { matrix } = shrunkCovariance(
      { values: Float64Array.of(0, 0, 3, 3, 2, -2), periods: 2 },
      3,
    );
    expect(matrix[0]).toBeCloseTo(4, 12);
    const none = shrunkCovariance({ values: new Float64Array(2), periods: 2 }, 1);
    expect(none).toEqual({ matrix: Float64Array.of(1), intensity: 1 });
  });
});
