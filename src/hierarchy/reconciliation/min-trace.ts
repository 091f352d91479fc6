import { aggregate } from '../aggregate.ts';
import type { Hierarchy } from '../hierarchy.ts';
import { bottomLevel } from '../level-named.ts';
import { type BaseForecasts, checkBase } from './base-forecasts.ts';
import { denseMinTrace } from './dense-min-trace.ts';
import type { ErrorVariance } from './error-variance.ts';
import { LevelPreconditioner } from './level-preconditioner.ts';
import { makeNonNegative } from './non-negative.ts';
import { NormalEquations } from './normal-equations.ts';
import { inverseVariances, rowWeights } from './row-weights.ts';
import { shrunkCovariance } from './shrunk-covariance.ts';
import { solveBottom } from './solve-bottom.ts';

/** Whether reconciled forecasts may fall below zero. */
export type Sign = 'any' | 'non-negative';

/**
 * Coherent forecasts of all rows by MinT: the sums of items that come closest to the base forecasts, each row counting
 * by how certain it is. With `non-negative`, the closest without a negative value: for `shrink`, the closest to the
 * unrestricted answer, each row counting by its variance. Unbiased where the base forecasts are, and coherent forecasts stay as they are.
 * @throws ForecastError LEVEL_NOT_FOUND without a level of single items, LIMIT_EXCEEDED for `shrink` with too many rows,
 * INVALID_INPUT for residuals that are unknown, too few or do not vary.
 */
export function minTrace(
  hierarchy: Hierarchy,
  base: BaseForecasts,
  variance: ErrorVariance,
  sign: Sign,
): Float64Array {
  checkBase(hierarchy, base);
  const { first, count } = bottomLevel(hierarchy);
  const { values, horizon } = base;
  if (variance.kind === 'shrink') return shrinkMinTrace(hierarchy, base, variance.residuals, sign);
  const equations = new NormalEquations(hierarchy, rowWeights(hierarchy, variance), horizon);
  const items = values.slice(first * horizon, (first + count) * horizon);
  solveBottom(equations, new LevelPreconditioner(equations, null), values, items);
  if (sign === 'non-negative') makeNonNegative(equations, values, items);
  return aggregate(hierarchy, items, horizon);
}

function shrinkMinTrace(
  hierarchy: Hierarchy,
  base: BaseForecasts,
  residuals: Extract<ErrorVariance, { kind: 'shrink' }>['residuals'],
  sign: Sign,
): Float64Array {
  const { matrix } = shrunkCovariance(residuals, hierarchy.rows);
  const items = denseMinTrace(hierarchy, base, matrix);
  const rows = aggregate(hierarchy, items, base.horizon);
  if (sign === 'any' || !items.some((value) => value < 0)) return rows;
  const variances = Float64Array.from(
    { length: hierarchy.rows },
    (_, row) => matrix[row * hierarchy.rows + row]!,
  );
  const weights = inverseVariances(hierarchy, variances);
  const equations = new NormalEquations(hierarchy, weights, base.horizon);
  makeNonNegative(equations, rows, items);
  return aggregate(hierarchy, items, base.horizon);
}
