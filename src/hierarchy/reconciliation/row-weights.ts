import { invariant } from '../../errors/index.ts';
import type { Hierarchy } from '../hierarchy.ts';
import type { ErrorVariance } from './error-variance.ts';

/** Smallest variance of a row, as a share of the mean variance of its level: nothing is known for certain. */
const leastVariance = 1e-4;

/** The weight of every row, 1 / its variance in W, for a W that is diagonal. */
export function rowWeights(
  hierarchy: Hierarchy,
  variance: Exclude<ErrorVariance, { kind: 'shrink' }>,
): Float64Array {
  switch (variance.kind) {
    case 'ols':
      return new Float64Array(hierarchy.rows).fill(1);
    case 'wls-struct':
      return Float64Array.from(hierarchy.levels.flatMap(({ sizes }) => [...sizes])).map(
        (size) => 1 / size,
      );
    case 'wls-var':
      return inverseVariances(hierarchy, variance.variances);
  }
}

/** 1 / variance of each row; variances far below the mean of their level are raised. */
export function inverseVariances(hierarchy: Hierarchy, variances: Float64Array): Float64Array {
  invariant(variances.length === hierarchy.rows, 'one variance per row');
  const weights = new Float64Array(variances.length);
  for (const { first, count } of hierarchy.levels) {
    const own = variances.subarray(first, first + count);
    const mean = own.reduce((sum, one) => sum + one, 0) / count;
    const least = mean > 0 ? mean * leastVariance : 1;
    for (let group = 0; group < count; group += 1) {
      weights[first + group] = 1 / Math.max(own[group]!, least);
    }
  }
  return weights;
}
