import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { factorCholesky, solveCholesky } from './cholesky.ts';

describe('Cholesky', () => {
  it('factors a matrix known from textbooks', () => {
    const matrix = Float64Array.of(4, 12, -16, 12, 37, -43, -16, -43, 98);
    expect(factorCholesky(matrix, 3)).toBe(true);
    const lower = [matrix[0], matrix[3], matrix[4], matrix[6], matrix[7], matrix[8]];
    expect(lower).toEqual([2, 6, 1, -8, 5, 3]);
  });

  it('tells that a matrix is not positive definite', () => {
    expect(factorCholesky(Float64Array.of(1, 2, 2, 1), 2)).toBe(false);
    expect(factorCholesky(Float64Array.of(0), 1)).toBe(false);
  });

  it('solves what it factored, for several right sides at once', () => {
    const entry = fc.integer({ min: -9, max: 9 });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 16, maxLength: 16 }), (entries) => {
        const size = 4;
        const matrix = new Float64Array(size * size);
        for (let row = 0; row < size; row += 1) {
          for (let column = 0; column < size; column += 1) {
            let sum = row === column ? 1 : 0;
            for (let k = 0; k < size; k += 1) {
              sum += entries[row * size + k]! * entries[column * size + k]!;
            }
            matrix[row * size + column] = sum;
          }
        }
        const solution = Float64Array.from({ length: size * 2 }, (_, at) => at - 3);
        const right = new Float64Array(size * 2);
        for (let row = 0; row < size; row += 1) {
          for (let k = 0; k < size; k += 1) {
            right[row * 2]! += matrix[row * size + k]! * solution[k * 2]!;
            right[row * 2 + 1]! += matrix[row * size + k]! * solution[k * 2 + 1]!;
          }
        }
        expect(factorCholesky(matrix, size)).toBe(true);
        solveCholesky(matrix, size, right, 2);
        for (let at = 0; at < right.length; at += 1)
          expect(right[at]).toBeCloseTo(solution[at]!, 6);
      }),
    );
  });
});
