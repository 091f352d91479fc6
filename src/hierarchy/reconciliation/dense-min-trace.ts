import { ForecastError } from '../../errors/index.ts';
import { factorCholesky, solveCholesky } from '../../math/index.ts';
import type { Hierarchy, HierarchyLevel } from '../hierarchy.ts';
import { bottomLevel } from '../level-named.ts';
import type { BaseForecasts } from './base-forecasts.ts';

/**
 * MinT with a full covariance W of the rows: the items' forecasts less W Cᵀ (C W Cᵀ)⁻¹ C ŷ, where C ŷ are the gaps
 * between each aggregate's own forecast and the sum of its items'. Returns the items' values.
 * @throws ForecastError INVALID_INPUT when W is not positive definite.
 */
export function denseMinTrace(
  hierarchy: Hierarchy,
  { values, horizon }: BaseForecasts,
  covariance: Float64Array,
): Float64Array {
  const bottom = bottomLevel(hierarchy);
  const upper = hierarchy.levels.filter((level) => level !== bottom);
  const rows = hierarchy.rows;
  const moved = contrast(upper, bottom, covariance, rows);
  const gaps = contrast(upper, bottom, values, horizon);
  const size = gaps.length / horizon;
  const system = contrast(upper, bottom, transpose(moved, size, rows), size);
  if (!factorCholesky(system, size)) {
    const message = 'is not positive definite; use wls-var instead';
    throw new ForecastError('INVALID_INPUT', `The covariance of the errors ${message}.`, {
      issues: [{ path: 'residuals', message }],
    });
  }
  solveCholesky(system, size, gaps, horizon);
  const items = values.slice(bottom.first * horizon, (bottom.first + bottom.count) * horizon);
  for (let row = 0; row < size; row += 1) {
    for (let item = 0; item < bottom.count; item += 1) {
      const weight = moved[row * rows + bottom.first + item]!;
      for (let step = 0; step < horizon; step += 1) {
        items[item * horizon + step]! -= weight * gaps[row * horizon + step]!;
      }
    }
  }
  return items;
}

/** C · M: each aggregate's row of `matrix` less the rows of its items. */
function contrast(
  upper: readonly HierarchyLevel[],
  bottom: HierarchyLevel,
  matrix: Float64Array,
  width: number,
): Float64Array {
  const size = upper.reduce((sum, { count }) => sum + count, 0);
  const result = new Float64Array(size * width);
  let start = 0;
  for (const { first, count, groupOf } of upper) {
    result.set(matrix.subarray(first * width, (first + count) * width), start * width);
    for (let item = 0; item < groupOf.length; item += 1) {
      const to = (start + groupOf[item]!) * width;
      const from = (bottom.first + item) * width;
      for (let column = 0; column < width; column += 1) {
        result[to + column]! -= matrix[from + column]!;
      }
    }
    start += count;
  }
  return result;
}

function transpose(matrix: Float64Array, rows: number, columns: number): Float64Array {
  const result = new Float64Array(matrix.length);
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      result[column * rows + row] = matrix[row * columns + column]!;
    }
  }
  return result;
}
